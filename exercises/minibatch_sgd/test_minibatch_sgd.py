"""Visible checks of `minibatch_sgd`: the worked example of the statement."""

import numpy as np
import pytest

from grader.errors import Mismatch
from grader.numeric import assert_matches, show_curve

# A few steps with numbers of size 1 agree to 1e-15 in any order of adding, the rest is room.
ABSOLUTE = 1e-12
RELATIVE = 1e-9

X, Y = [1.0, 2.0, 3.0], [3.0, 5.0, 4.0]

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
@pytest.mark.hint("The first batch is the points 0 and 1, the second the point 2 alone. Add the gradients of a batch.")
def test_worked_example(student):
    """The path of the worked example: (0, 0), (0.8, 1.3), (0.73, 1.09)"""
    path = student.minibatch_sgd(np.array(X), np.array(Y), np.array([0.0, 0.0]), 0.1, 2, np.array([0, 1, 2]))
    assert_matches(path, np.array([[0.0, 0.0], [0.8, 1.3], [0.73, 1.09]]), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("With all points in one batch there is one step: from (0, 0) by 0.1 * (12, 25).")
def test_one_full_batch(student):
    """All three points in one batch: (0, 0), (1.2, 2.5)"""
    path = student.minibatch_sgd(np.array(X), np.array(Y), np.array([0.0, 0.0]), 0.1, 3, np.array([2, 0, 1]))
    assert_matches(path, np.array([[0.0, 0.0], [1.2, 2.5]]), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(0)
@pytest.mark.hint(
    "Batches of three points jump less than single points. If the curve rises, look at the sign of the step."
)
def test_cost_falls(student):
    """On ten points, three a batch, the cost falls"""
    path = student.minibatch_sgd(TEN_X, TEN_Y, np.zeros(2), 0.05, 3, ORDER)
    assert_matches(path, np.zeros((35, 2)), rtol=0.0, atol=ANY_NUMBER)
    costs = cost_along(path)
    show_curve(costs, title="Cost on all ten points along your path", x="step", y="cost J")
    if not costs[-1] < 0.1 * costs[0]:
        text = "Along this path the cost does not fall as it should: look at the curve."
        raise Mismatch(text, "not-learnt", f"{costs[0]:.3g} at the start, {costs[-1]:.3g} at the end")
