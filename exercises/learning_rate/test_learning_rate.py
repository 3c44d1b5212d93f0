"""Visible checks of `learning_rate`: the worked example of the statement."""

import numpy as np
import pytest

from grader.numeric import assert_matches

# An eigenvalue of a 2 by 2 matrix with entries of size 1 keeps 15 digits.
ABSOLUTE = 1e-12
RELATIVE = 1e-9

X, Y = [1.0, 2.0], [3.0, 5.0]


@pytest.mark.points(1)
@pytest.mark.hint("H = [[2, 3], [3, 5]]; 2 divided by its larger eigenvalue.")
def test_rate_example(student):
    """The largest stable rate for x = (1, 2) is 0.2917..."""
    slips = {
        "constant-factor": (0.14589803375031546, "The limit is 2 divided by the eigenvalue, not 1."),
        "smallest-eigenvalue": (13.70820393249937, "The larger eigenvalue sets the limit."),
        "eigenvalue": (6.854101966249685, "This is the eigenvalue itself; the rate is 2 divided by it."),
        "one-entry-for-eigenvalue": (0.4, "This divides by sum x^2, one entry of the Hessian."),
        "determinant-for-eigenvalue": (2.0, "This divides by the determinant, the product of both eigenvalues."),
        "norm-for-eigenvalue": (
            2.0 / 47.0**0.5,
            "This divides by the root of the sum of all squares in H: the larger eigenvalue is due.",
        ),
        "trace-for-eigenvalue": (2.0 / 7.0, "This divides by the trace, the sum of both eigenvalues."),
    }
    answer = student.largest_stable_rate(np.array(X))
    assert_matches(answer, 0.2917960675006309, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=slips)


@pytest.mark.points(1)
@pytest.mark.hint("The norms are 15.26, 4.80, 1.51 and 0.476: which is the first below tol?")
def test_steps_example(student):
    """With the rate 0.1 the gradient falls below 1 after 3 steps, and is below 20 at the start"""
    x, y, start = np.array(X), np.array(Y), np.zeros(2)
    assert_matches(student.steps_to_converge(x, y, start, 0.1, 1.0, 100), 3, kind="int")
    assert_matches(student.steps_to_converge(x, y, start, 0.1, 20.0, 100), 0, kind="int")


@pytest.mark.points(1)
@pytest.mark.hint("Return None, the value, when max_steps are not enough or the rate is too large.")
def test_none_example(student):
    """None when two steps are not enough, and when the rate 0.3 is too large"""
    x, y, start = np.array(X), np.array(Y), np.zeros(2)
    assert_matches(student.steps_to_converge(x, y, start, 0.1, 1.0, 2), None)
    assert_matches(student.steps_to_converge(x, y, start, 0.3, 1e-3, 500), None)
