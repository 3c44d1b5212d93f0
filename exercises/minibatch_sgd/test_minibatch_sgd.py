"""Visible checks of `minibatch_sgd`: the worked example of the statement."""

import numpy as np
import pytest

from grader.numeric import assert_matches

# A few steps with numbers of size 1 agree to 1e-15 in any order of adding, the rest is room.
ABSOLUTE = 1e-12
RELATIVE = 1e-9

X, Y = [1.0, 2.0, 3.0], [3.0, 5.0, 4.0]


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
