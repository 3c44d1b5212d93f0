"""Visible checks of `activations`: the worked example of the statement."""

import numpy as np
import pytest

from grader.numeric import assert_matches

# The values below are written with 16 digits, and one exponential and one division keep 15 of them.
ABSOLUTE = 1e-12
RELATIVE = 1e-9

Z = [-2.0, 0.0, 1.0]


@pytest.mark.points(1)
@pytest.mark.hint("Negative entries become 0, the others stay.")
def test_relu_example(student):
    """relu of (-2, 0, 1) is (0, 0, 1)"""
    assert_matches(student.relu(np.array(Z)), np.array([0.0, 0.0, 1.0]), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("1 / (1 + exp(-z)): mind the minus sign in the exponent.")
def test_sigmoid_example(student):
    """sigmoid of (-2, 0, 1) is (0.1192..., 0.5, 0.7310...)"""
    expected = np.array([0.11920292202211755, 0.5, 0.7310585786300049])
    assert_matches(student.sigmoid(np.array(Z)), expected, rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("The hyperbolic tangent lies between -1 and 1 and keeps the sign of z.")
def test_tanh_example(student):
    """tanh of (-2, 0, 1) is (-0.9640..., 0, 0.7615...)"""
    expected = np.array([-0.9640275800758169, 0.0, 0.7615941559557649])
    assert_matches(student.tanh(np.array(Z)), expected, rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("Exponentials divided by their sum: the entries add up to 1.")
def test_softmax_example(student):
    """softmax of (1, 2, 3) is (0.0900..., 0.2447..., 0.6652...)"""
    expected = np.array([0.09003057317038046, 0.24472847105479764, 0.6652409557748218])
    slips = {
        # Of three numbers in equal steps, the softmax of their negatives is the same three in reverse order.
        "sign-of-exponent": (
            expected[::-1].copy(),
            "The largest z has the largest share: is the exponent z, and not -z?",
        ),
    }
    answer = student.softmax(np.array([1.0, 2.0, 3.0]))
    assert_matches(answer, expected, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=slips)
