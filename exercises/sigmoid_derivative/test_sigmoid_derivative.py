"""Visible checks of `sigmoid_derivative`: the answers can be read, and each step equals the one before it.

They are worth no points: whether the formulas are right is for the hidden checks, which know the answer.
"""

import pytest

from grader.errors import Mismatch
from grader.symbolic import assert_readable, assert_steps

SIGMA = {"sigma(u)": "1/(1+exp(-u))", "sigmoid(u)": "1/(1+exp(-u))"}


@pytest.mark.points(0)
@pytest.mark.hint('Write a formula in z between the quotes: derivative = "...".')
def test_derivative_can_be_read(answers):
    """derivative is a formula in z"""
    assert_readable(answers["derivative"], ["z"], functions=SIGMA)


@pytest.mark.points(0)
@pytest.mark.hint('Write a formula in s between the quotes: in_terms_of_sigma = "...".')
def test_in_terms_of_sigma_can_be_read(answers):
    """in_terms_of_sigma is a formula in s"""
    assert_readable(answers["in_terms_of_sigma"], ["s"], forbidden=["z"])


@pytest.mark.points(0)
@pytest.mark.hint("Two steps at least, each in quotes; change one thing at a time, so that each equals the one before.")
def test_steps_follow(answers):
    """steps is a list of formulas in z, each equal to the one before it"""
    steps = answers["steps"]
    if not isinstance(steps, list | tuple) or len(steps) < 2:
        raise Mismatch("steps must be a list of at least two formulas.", "wrong-length")
    for step in steps:
        assert_readable(step, ["z"], functions=SIGMA)
    assert_steps(steps, start=steps[0], final=steps[-1], variables=["z"], functions=SIGMA)
