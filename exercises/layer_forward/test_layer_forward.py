"""Visible checks of `layer_forward`: the worked example of the statement, alone and in a batch."""

import numpy as np
import pytest

from grader.numeric import assert_matches

# The example is made of numbers with one digit: any order of adding agrees to 1e-15, the rest is room.
ABSOLUTE = 1e-12
RELATIVE = 1e-9

W = [[-3.0, -2.0, -1.0], [0.0, 1.0, 2.0]]
B = [-0.2, 0.3, -0.1]


def relu(z):
    return np.maximum(z, 0.0)


@pytest.mark.points(1)
@pytest.mark.hint("The net inputs are (-0.5, 0.3, 0.2); then ReLU.")
def test_worked_example(student):
    """One example: (0.1, 0.2) gives (0, 0.3, 0.2)"""
    a = student.layer_forward(np.array([0.1, 0.2]), np.array(W), np.array(B), relu)
    assert_matches(a, np.array([0.0, 0.3, 0.2]), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("Each row of the answer belongs to the same row of X.")
def test_worked_example_in_a_batch(student):
    """A batch of two: the example and the origin, whose net inputs are the biases"""
    A = student.layer_forward(np.array([[0.1, 0.2], [0.0, 0.0]]), np.array(W), np.array(B), relu)
    assert_matches(A, np.array([[0.0, 0.3, 0.2], [0.0, 0.3, 0.0]]), rtol=RELATIVE, atol=ABSOLUTE)
