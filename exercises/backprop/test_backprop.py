"""Visible checks of `backprop`: the worked example of the statement, and the shapes of a batch."""

import numpy as np
import pytest

from grader.numeric import assert_matches

# The example's values are written with 16 digits, and the few operations that lead to them keep 15.
ABSOLUTE = 1e-12
RELATIVE = 1e-9

X, Y = [[1.0, 2.0]], [[1.0]]
W1, B1 = [[0.5, -1.0], [0.25, 0.5]], [-1.0, 0.5]
W2, B2 = [[2.0], [-1.0]], [0.5]
A1, A2 = [[0.0, 0.46211715726000974]], [[0.5094695782217289]]


@pytest.mark.points(1)
@pytest.mark.hint("tanh in the hidden layer, the sigmoid at the output; return the pair (A1, A2).")
def test_forward_example(student):
    """The forward pass of the worked example"""
    answer = student.forward(np.array(X), np.array(W1), np.array(B1), np.array(W2), np.array(B2))
    assert_matches(answer, (np.array(A1), np.array(A2)), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("Start with dZ2 = (A2 - Y) / (n * d_out), then dW2 and db2.")
def test_backward_example_output_layer(student):
    """dW2 and db2 of the worked example"""
    gradients = student.backward(np.array(X), np.array(Y), np.array(W2), np.array(A1), np.array(A2))
    expected = {"dW2": np.array([[0.0], [-0.2266825240617282]]), "db2": np.array([-0.4905304217782711])}
    assert_matches(gradients, expected, rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("dZ1 = (dZ2 @ W2.T) * (1 - A1**2), then dW1 and db1.")
def test_backward_example_hidden_layer(student):
    """dW1 and db1 of the worked example"""
    gradients = student.backward(np.array(X), np.array(Y), np.array(W2), np.array(A1), np.array(A2))
    db1 = np.array([-0.9810608435565422, 0.3857765381583415])
    expected = {"dW1": np.array([db1, 2 * db1]), "db1": db1}
    assert_matches(gradients, expected, rtol=RELATIVE, atol=ABSOLUTE)
