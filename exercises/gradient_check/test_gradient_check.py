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
    assert_matches(gradient, np.array([8.0, 3.0]), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("5 / (3 + 4); and 0 when there is nothing to divide by.")
def test_relative_error_example(student):
    """The relative error of (3, 0) and (0, 4) is 5/7"""
    error = student.relative_error(np.array([3.0, 0.0]), np.array([0.0, 4.0]))
    assert_matches(error, 5.0 / 7.0, rtol=RELATIVE, atol=ABSOLUTE)
