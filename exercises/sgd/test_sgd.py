"""Visible checks of `sgd`: the worked example of the statement."""

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
# Ten times over them all, each time in another order.
ORDER = np.concatenate([np.random.default_rng(number).permutation(10) for number in range(10)])


def cost_along(path):
    """Give the cost J(beta) on the ten points of every row of a path."""
    beta0, beta1 = np.asarray(path, dtype=float).T
    with np.errstate(all="ignore"):  # a path that runs away is a curve, too
        return [0.5 * float(np.sum((a + b * TEN_X - TEN_Y) ** 2)) for a, b in zip(beta0, beta1, strict=True)]


@pytest.mark.points(2)
@pytest.mark.hint("Row 0 is the start. Step 0 uses the point order[0], step 1 the point order[1].")
def test_worked_example(student):
    """The path of the worked example: (0, 0), (0.3, 0.3), (0.71, 1.12)"""
    path = student.sgd(np.array(X), np.array(Y), np.array([0.0, 0.0]), 0.1, np.array([0, 1]))
    assert_matches(path, np.array([[0.0, 0.0], [0.3, 0.3], [0.71, 1.12]]), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("The order says which point comes first: here the second one.")
def test_worked_example_backwards(student):
    """The same points in the other order: (0, 0), (0.5, 1), (0.65, 1.15)"""
    path = student.sgd(np.array(X), np.array(Y), np.array([0.0, 0.0]), 0.1, np.array([1, 0]))
    assert_matches(path, np.array([[0.0, 0.0], [0.5, 1.0], [0.65, 1.15]]), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(0)
@pytest.mark.hint(
    "One point a step makes the curve jump; it should still fall. If it rises, look at the sign of the step."
)
def test_cost_falls(student):
    """On ten points the cost falls along ten rounds"""
    path = student.sgd(TEN_X, TEN_Y, np.zeros(2), 0.05, ORDER)
    assert_matches(path, np.zeros((101, 2)), rtol=0.0, atol=ANY_NUMBER)
    costs = cost_along(path)
    show_curve(costs, title="Cost on all ten points along your path", x="step", y="cost J")
    if not costs[-1] < 0.1 * costs[0]:
        text = "Along this path the cost does not fall as it should: look at the curve."
        raise Mismatch(text, "not-learnt", f"{costs[0]:.3g} at the start, {costs[-1]:.3g} at the end")
