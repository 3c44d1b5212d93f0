"""Visible checks of `gradient_descent`: the worked example of the statement."""

import numpy as np
import pytest

from grader.errors import Mismatch
from grader.numeric import assert_matches, show_curve

# A few steps with numbers of size 1 agree to 1e-15 in any order of adding, the rest is room.
ABSOLUTE = 1e-12
RELATIVE = 1e-9

X, Y = [1.0, 2.0], [3.0, 5.0]

# Ten points near the line 1 + 2x, for the curve.
TEN_X = np.linspace(0.0, 2.0, 10)
TEN_Y = 1.0 + 2.0 * TEN_X + np.array([0.1, -0.2, 0.3, 0.0, -0.1, 0.2, -0.3, 0.1, 0.0, -0.1])
# Any finite numbers will do: with this tolerance a comparison with zeros looks at shapes and kinds only.
ANY_NUMBER = 1e100


def cost_along(path):
    """Give the cost J(beta) on the ten points of every row of a path."""
    beta0, beta1 = np.asarray(path, dtype=float).T
    with np.errstate(all="ignore"):  # a path that runs away is a curve, too
        return [0.5 * float(np.sum((a + b * TEN_X - TEN_Y) ** 2)) for a, b in zip(beta0, beta1, strict=True)]


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


@pytest.mark.points(0)
@pytest.mark.hint(
    "A curve that rises: the step goes along the gradient and not against it, or the gradient is too large."
)
def test_cost_falls(student):
    """On ten points the cost falls along forty steps"""
    path = student.gradient_descent(TEN_X, TEN_Y, np.zeros(2), 0.05, 40)
    assert_matches(path, np.zeros((41, 2)), rtol=0.0, atol=ANY_NUMBER)
    costs = cost_along(path)
    show_curve(costs, title="Cost on ten points along your path", x="step", y="cost J")
    if not costs[-1] < 0.1 * costs[0]:
        text = "Along this path the cost does not fall as it should: look at the curve."
        raise Mismatch(text, "not-learnt", f"{costs[0]:.3g} at the start, {costs[-1]:.3g} at the end")
