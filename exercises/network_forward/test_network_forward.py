"""Visible checks of `network_forward`: the worked example of the statement, alone and in a batch."""

import numpy as np
import pytest

from grader.numeric import assert_matches

# The example is made of numbers with one digit: any order of adding agrees to 1e-15, the rest is room.
ABSOLUTE = 1e-12
RELATIVE = 1e-9


def relu(z):
    return np.maximum(z, 0.0)


def layers():
    """Give the weights and biases of the worked example."""
    W1, W2 = np.array([[-3.0, -2.0, -1.0], [0.0, 1.0, 2.0]]), np.array([[-2.0, -1.0], [0.0, 1.0], [2.0, 3.0]])
    return [W1, W2], [np.array([-0.2, 0.3, -0.1]), np.array([0.1, -0.1])]


@pytest.mark.points(1)
@pytest.mark.hint("Three entries: the inputs, the hidden layer (0, 0.3, 0.2), the output (0.5, 0.8).")
def test_worked_example(student):
    """One example: (0.1, 0.2), then (0, 0.3, 0.2), then (0.5, 0.8)"""
    answer = student.forward(np.array([0.1, 0.2]), *layers(), relu, relu)
    expected = [np.array([0.1, 0.2]), np.array([0.0, 0.3, 0.2]), np.array([0.5, 0.8])]
    assert_matches(answer, expected, rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("Each array has a row for every example.")
def test_worked_example_in_a_batch(student):
    """A batch of two: the example and the origin"""
    X = np.array([[0.1, 0.2], [0.0, 0.0]])
    answer = student.forward(X, *layers(), relu, relu)
    expected = [X, np.array([[0.0, 0.3, 0.2], [0.0, 0.3, 0.0]]), np.array([[0.5, 0.8], [0.1, 0.2]])]
    assert_matches(answer, expected, rtol=RELATIVE, atol=ABSOLUTE)
