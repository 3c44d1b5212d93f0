"""Properties of the checker on random formulas: rewriting keeps equality, changing breaks it, nothing stops it."""

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.symbolic import compare, read_formula


def load(name):
    """Give a module of tools/."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parents[2] / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault(name, module)  # the fuzz run, a script, imports the other by its plain name
    spec.loader.exec_module(module)
    return module


formulas = load("random_formulas")
ROUNDS = settings(max_examples=60, deadline=None, derandomize=True, database=None)
seeds = st.integers(min_value=0, max_value=10**9)


def ask(answer, expected):
    """Compare two formulas in x and y."""
    return compare(answer, expected, formulas.VARIABLES, functions=formulas.DEFINITIONS)


@ROUNDS
@given(seeds)
def test_a_formula_equals_its_rewritten_self(seed):
    """A random formula, rewritten and typed in another notation, is equal to itself."""
    random = Random(seed)
    tree = formulas.random_tree(random)
    answer, expected = formulas.written(random, formulas.rewritten(random, tree)), formulas.written(random, tree)

    assert ask(answer, expected).outcome in ("equal", "undecided")


@ROUNDS
@given(seeds)
def test_a_changed_formula_is_different(seed):
    """A random formula with one more term, however small, is different, with a point that shows it."""
    random = Random(seed)
    tree = formulas.random_tree(random)
    answer, expected = formulas.written(random, formulas.changed(random, tree)), formulas.written(random, tree)

    assert ask(answer, expected).outcome in ("different", "undecided")


@ROUNDS
@given(seeds)
def test_the_order_of_the_two_does_not_matter(seed):
    """Where both are real everywhere, answer and expected formula may change places."""
    random = Random(seed)
    tree = formulas.random_tree(random, 2)
    one, other = formulas.written(random, tree), formulas.written(random, formulas.random_tree(random, 2))

    assert ask(one, other).outcome == ask(other, one).outcome


@ROUNDS
@given(seeds)
def test_what_is_shown_is_what_was_read(seed):
    """The reading, typed again, is read as itself."""
    random = Random(seed)
    text = formulas.written(random, formulas.random_tree(random, 4))
    reading = read_formula(text, formulas.VARIABLES, formulas.DEFINITIONS).reading

    assert reading
    assert read_formula(reading, formulas.VARIABLES, formulas.DEFINITIONS).reading == reading


@ROUNDS
@given(st.integers(-1000, 1000), st.integers(1, 1000), st.integers(0, 12))
def test_decimals_are_exact(over, under, digits):
    """A fraction cut to decimals is equal to the fraction only where nothing was cut off."""
    cut = f"{over * 10**digits // under}e-{digits}"
    exact = over * 10**digits % under == 0

    assert compare(cut, f"({over})/({under})", ["x"]).outcome == ("equal" if exact else "different")


@ROUNDS
@given(st.text(max_size=60))
def test_any_text_gets_a_verdict(text):
    """Whatever is typed gets a verdict with a message that no terminal is steered by."""
    verdict = compare(text, "x", ["x"])

    assert verdict.outcome in ("equal", "different", "rejected", "undecided")
    assert all(char.isprintable() or char == "\n" for char in verdict.message)


@ROUNDS
@given(st.text(alphabet="xy0123456789.+-*/^()[]{}|_=<>,;!' \\eπσ²⁻√fracsinlogexp", max_size=40))
def test_nearly_formulas_get_a_verdict(text):
    """Letters and signs of formulas in any order get a verdict, and a reading exactly when they can be read."""
    verdict = compare(text, "x", ["x", "y"], functions={"sigma(u)": "1/(1+exp(-u))"})

    assert (verdict.reading == "") == (verdict.outcome == "rejected")


@pytest.mark.parametrize("seed", range(60))
def test_fuzz(seed):
    """The fuzz run's own rounds, a few of them; `make fuzz-formula` runs for minutes."""
    fuzz = load("fuzz_formula")

    assert list(fuzz.one_round(seed, Counter())) == []
