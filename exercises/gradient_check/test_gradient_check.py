"""Visible checks of `gradient_check`: the worked examples of the statement."""

import numpy as np
import pytest

from grader.numeric import assert_matches

# With eps = 0.1 the differences of this quadratic function are exact but for rounding, about 1e-14.
ABSOLUTE = 1e-12
RELATIVE = 1e-9


def f(theta):
    return float(theta[0] ** 2 + 3 * theta[0] * theta[1])


@pytest.mark.points(1)
@pytest.mark.hint("f(1.1, 2) = 7.81 and f(0.9, 2) = 6.21; their difference is divided by 0.2.")
def test_gradient_example(student):
    """The gradient of the example with eps = 0.1 is (8, 3)"""
    gradient = student.numerical_gradient(f, np.array([1.0, 2.0]), eps=0.1)
    slips = {
        "forward-difference": (
            np.array([8.1, 3.0]),
            "This is the one-sided difference; step eps back as well as ahead.",
        ),
        "backward-difference": (
            np.array([7.9, 3.0]),
            "This is the one-sided difference; step eps ahead as well as back.",
        ),
        "constant-factor": (np.array([16.0, 6.0]), "Ahead and behind are 2 eps apart: divide by 2 eps."),
        "parentheses-missing": (np.array([0.08, 0.03]), "`/ 2 * eps` multiplies by eps: write `/ (2 * eps)`."),
        "all-moved-at-once": (np.array([11.0, 11.0]), "All entries were moved at once; move one at a time."),
    }
    assert_matches(gradient, np.array([8.0, 3.0]), rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=slips)


@pytest.mark.points(1)
@pytest.mark.hint("5 / (3 + 4); and 0 when there is nothing to divide by.")
def test_relative_error_example(student):
    """The relative error of (3, 0) and (0, 4) is 5/7"""
    error = student.relative_error(np.array([3.0, 0.0]), np.array([0.0, 4.0]))
    slips = {
        "not-relative": (5.0, "This is the absolute error; divide by norm(a) + norm(b)."),
        "one-norm-below": (5.0 / 3.0, "The norm of b is missing below."),
        "larger-norm-below": (5.0 / 4.0, "Only one of the norms stands below: add both."),
        # With these numbers, three mistakes give a 1.
        "no-sum-of-norms": (
            1.0,
            "Below stands 3 + 4: the norms of whole arrays, added. Not the norm of a + b, not squares of norms, and "
            "nothing is divided entry by entry.",
        ),
        "largest-for-norm": (4.0 / 7.0, "The norm is the root of the sum of squares, not the largest entry."),
        "upside-down": (7.0 / 5.0, "This is upside down."),
    }
    assert_matches(error, 5.0 / 7.0, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=slips)
