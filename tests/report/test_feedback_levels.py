"""What students see of hidden tests, at each level."""

from fractions import Fraction

import pytest

from grader.model import Outcome
from grader.report import visible_test

FIELDS = ("message", "hint", "diagnosis", "detail", "output")


@pytest.fixture
def full_test(make_test):
    """Give a maker of a failed test with something in every field."""

    def make(**more):
        texts = {name: f"the {name}" for name in FIELDS}
        return make_test(**{**texts, **more})

    return make


@pytest.mark.parametrize(
    ("feedback", "shown"),
    [("names", ()), ("hints", ("message", "hint", "diagnosis")), ("full", FIELDS)],
)
def test_hidden_test_shows(full_test, feedback, shown):
    """Each level shows its fields and empties the others."""
    seen = visible_test(full_test(hidden=True), feedback)

    assert {name for name in FIELDS if getattr(seen, name)} == set(shown)
    assert (seen.title, seen.outcome, seen.max_points) == (
        "The net input of random neurons",
        Outcome.FAILED,
        Fraction(3),
    )


def test_nothing_but_counts(full_test):
    """With `none` a hidden test has no name."""
    assert visible_test(full_test(hidden=True), "none") is None


@pytest.mark.parametrize("feedback", ["none", "names", "hints", "full"])
def test_visible_test_shows_everything(full_test, feedback):
    """Students have these tests anyway."""
    assert visible_test(full_test(), feedback) == full_test()


def test_printed_inputs_stay_hidden(full_test):
    """A student who prints the arguments sees no hidden input below `full`."""
    assert visible_test(full_test(hidden=True, output="x = [0.123]"), "hints").output == ""


@pytest.mark.parametrize("feedback", ["names", "hints", "full"])
def test_no_hint_for_what_passed(full_test, feedback):
    """A hint is for those who need one."""
    for hidden in (True, False):
        assert visible_test(full_test(hidden=hidden, outcome=Outcome.PASSED), feedback).hint == ""


def test_unknown_level_is_no_level(full_test):
    """A level that does not exist never falls back to showing more."""
    with pytest.raises(KeyError):
        visible_test(full_test(hidden=True), "everything")
