"""Visible checks of `sgd`: the worked example of the statement."""

import numpy as np
import pytest

from grader.numeric import assert_matches

# A few steps with numbers of size 1 agree to 1e-15 in any order of adding, the rest is room.
ABSOLUTE = 1e-12
RELATIVE = 1e-9

X, Y = [1.0, 2.0], [3.0, 5.0]


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
