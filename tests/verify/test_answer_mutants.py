"""Mutants of answers that are read and not run: formulas, numbers, choices."""

import pytest

from grader.symbolic import compare
from grader.verify.formulas import changed_formulas
from grader.verify.mutants import mutants_of


def changes(source, kind):
    """Give operator and changed answer."""
    return [(m.key.operator, m.key.after) for m in mutants_of(source, kind)]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("s*(1-s)", "-s*(1 - s)"),
        ("s*(1-s)", "2*(s*(1 - s))"),
        ("s*(1-s)", "s*(1 + s)"),
        ("s*(1-s)", "1 - s"),
        ("s*(1-s)", "s"),
        ("s*(1-s)", "s*(2 - s)"),
        ("exp(-z)/(1+exp(-z))^2", "exp(-z)/(1 + exp(-z))"),
        ("exp(-z)/(1+exp(-z))^2", "exp(z)/(1 + exp(-z))^2"),
        ("exp(-z)/(1+exp(-z))^2", "ln(-z)/(1 + exp(-z))^2"),
        ("(a-y)*x", "(a - y)*y"),
        ("Piecewise((0, z < 0), (1, z > 0))", "Piecewise((0, z > 0), (1, z > 0))"),
        ("sigma(z)*(1-sigma(z))", "sigma(z)*(1 + sigma(z))"),
        (r"\frac{1}{x}", "x/1"),
    ],
)
def test_formula_gets_the_mistakes_of_students(formula, expected):
    """Signs, factors, exponents, terms, variables, functions and conditions are changed one at a time."""
    assert expected in [text for _, text in changed_formulas(formula)]


@pytest.mark.parametrize("formula", ["s*(1-s)", "exp(-z)/(1+exp(-z))^2", "1 - tanh(z)^2", "(a-y)*a*(1-a)", "x^2/2+1"])
def test_changed_formulas_can_be_read_and_are_others(formula):
    """Each is a formula again, and the checker itself finds that it is not the same."""
    variables = sorted(
        {letter for letter in formula if letter in "sazxy"} - ({"a", "x"} if "exp" in formula else set())
    )
    variables = ["z"] if "tanh" in formula else variables
    texts = [text for _, text in changed_formulas(formula)]

    assert len(texts) > 8
    assert {compare(text, formula, variables=variables).outcome for text in texts} <= {"different", "rejected"}


def test_text_that_is_no_formula_has_no_changed_formulas():
    """What cannot be read is left to the other operators."""
    assert list(changed_formulas("a sentence, not a formula!")) == []
    assert list(changed_formulas("")) == []


def test_numbers_and_choices_become_others():
    """A number is changed, a choice becomes another one, a list loses and exchanges elements."""
    found = changes('n = 3\nr = 0.5\nc = "B"\no = ["A", "M"]\nt = True\n', "answers")

    for expected in (
        ("answer", "n = 4"),
        ("answer", "n = 2"),
        ("sign", "n = -3"),
        ("answer", "r = 0.505"),
        ("answer", "r = 1.0"),
        ("answer", "c = 'C'"),
        ("answer", "c = ''"),
        ("swap-elements", "o = ['M', 'A']"),
        ("drop-element", "o = ['M']"),
        ("answer", "o[0] = 'M'"),
        ("answer", "t = False"),
    ):
        assert expected in found


def test_a_long_list_shows_only_the_place_that_changed():
    """One step of a derivation is shown, not the whole list."""
    found = mutants_of('steps = ["x + x", "2*x"]\n', "symbolic")

    assert ("steps[1] = '2*x'", "steps[1] = '-2*x'") in [(m.key.before, m.key.after) for m in found]
    assert all(m.key.before.startswith("steps[") for m in found)


def test_keys_of_a_dict_stay():
    """An answer's name is no answer."""
    assert not any("'b'" in after for _, after in changes('d = {"a": 1}\n', "answers"))
