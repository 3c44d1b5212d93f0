"""Visible checks of `gradient_descent`: the worked example of the statement."""

import numpy as np
import pytest

from grader.numeric import assert_matches

# A few steps with numbers of size 1 agree to 1e-15 in any order of adding, the rest is room.
ABSOLUTE = 1e-12
RELATIVE = 1e-9

X, Y = [1.0, 2.0], [3.0, 5.0]


@pytest.mark.points(1)
@pytest.mark.hint("Half of 3^2 + 5^2.")
def test_cost_example(student):
    """The cost at the start of the example is 17"""
    assert_matches(student.cost(np.zeros(2), np.array(X), np.array(Y)), 17.0, rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("The residuals are -3 and -5: add them up; add them up times x.")
def test_gradient_example(student):
    """The gradient at the start of the example is (-8, -13)"""
    answer = student.gradient(np.zeros(2), np.array(X), np.array(Y))
    assert_matches(answer, np.array([-8.0, -13.0]), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("Three rows: the start, and beta after each of the two steps.")
def test_path_example(student):
    """Two steps of the example: (0, 0), (0.8, 1.3), (1.05, 1.71)"""
    path = student.gradient_descent(np.array(X), np.array(Y), np.zeros(2), 0.1, 2)
    assert_matches(path, np.array([[0.0, 0.0], [0.8, 1.3], [1.05, 1.71]]), rtol=RELATIVE, atol=ABSOLUTE)
