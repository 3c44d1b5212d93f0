"""Derivations: the first wrong step is named, also when later steps follow from it or two mistakes cancel."""

import pytest

from grader.errors import UsageError
from grader.symbolic import check_steps

START = "(0*(1+exp(-z)) - 1*(-exp(-z)))/(1+exp(-z))^2"
FINAL = "exp(-z)/(1+exp(-z))^2"
RIGHT = [START, "exp(-z)/(1+exp(-z))^2", "1/(1+e^-z) * (1 - 1/(1+e^-z))", "σ(z)(1-σ(z))"]


def check(steps, **more):
    """Check steps of the sigmoid's derivative."""
    return check_steps(
        steps, start=START, final=FINAL, variables=["z"], functions={"sigma(u)": "1/(1+exp(-u))"}, **more
    )


def test_right_steps():
    """When every step holds, no step is named and each is shown as it was read."""

    verdict = check(RIGHT)

    assert verdict.outcome == "equal"
    assert verdict.first_wrong is None
    assert len(verdict.readings) == 4


@pytest.mark.parametrize("index", range(4))
def test_wrong_step_is_named_where_it_stands(index):
    """A sign lost in one step names that step."""

    steps = [*RIGHT]
    steps[index] = f"-({steps[index]})"

    assert check(steps).first_wrong == index


@pytest.mark.parametrize("index", range(4))
def test_later_steps_follow_from_the_wrong_one(index):
    """The first wrong step is named although all later ones follow from it."""

    steps = [f"2({step})" if place >= index else step for place, step in enumerate(RIGHT)]

    assert check(steps).first_wrong == index


def test_two_mistakes_that_cancel():
    """A wrong step is named although a second mistake brings the right result back."""

    verdict = check([RIGHT[0], f"-({RIGHT[1]})", RIGHT[1]])

    assert verdict.outcome == "different"
    assert verdict.first_wrong == 1
    assert verdict.diagnosis == "step-sign-flipped"
    assert "Step 2" in verdict.message


def test_first_step_is_compared_with_the_start():
    """A first step that is not the start is the first wrong one."""

    assert check(["1/(1+exp(-z))", FINAL]).first_wrong == 0


def test_last_step_must_be_the_result():
    """Steps that hold but lead elsewhere are not right, and no single step is blamed."""

    verdict = check_steps(["2z"], start="2z", final="z^2", variables=["z"])

    assert verdict.outcome == "different"
    assert verdict.first_wrong is None
    assert verdict.diagnosis == "wrong-result"


def test_step_that_cannot_be_read():
    """A step that cannot be read is named with the reader's own words."""

    verdict = check([RIGHT[0], "exp(-z)/(1+exp(-z)^2"])

    assert verdict.outcome == "rejected"
    assert verdict.first_wrong == 1
    assert verdict.message.startswith("Step 2 cannot be read. ")
    assert "^" in verdict.message.split("\n")[-1]


def test_wrong_step_before_one_that_cannot_be_read():
    """The first of two mistakes counts, whatever kind the second is of."""

    assert check(["2z", "))"]).first_wrong == 0


@pytest.mark.parametrize(
    ("steps", "first_wrong"),
    [(None, 0), ("z", 0), (3, 0), ({}, 0), ([], 0), ((), 0), ([None], 0), ([START, 3], 1), ([START, ["z"]], 1),
     ([START, "z" * 3000], 1), ([START] * 51, 50)],
)  # fmt: skip
def test_what_is_no_list_of_formulas(steps, first_wrong):
    """Whatever comes as steps is refused with a sentence, never an exception."""

    verdict = check(steps)

    assert verdict.outcome == "rejected"
    assert verdict.message
    assert verdict.first_wrong == first_wrong


def test_equals_sign_before_a_step():
    """Steps written as = ... one below the other are read."""

    assert check(["= " + step for step in RIGHT]).outcome == "equal"


def test_undecided_step_is_not_wrong():
    """A step that cannot be decided is left to the instructor; a wrong one after it is still named."""

    tiny = f"{FINAL} + exp(-exp(100))"

    assert check([START, tiny]).outcome == "undecided"
    assert check([START, tiny]).first_wrong is None
    assert check([START, tiny, "z"]).first_wrong == 2


def test_tuple_of_steps():
    """A tuple counts as a list."""

    assert check(tuple(RIGHT)).outcome == "equal"


def test_start_that_cannot_be_read_is_the_authors():
    """A start that cannot be read is the author's mistake."""

    with pytest.raises(UsageError, match="start"):
        check_steps(["z"], start="z +", final="z", variables=["z"])
