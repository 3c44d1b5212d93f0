"""Visible checks of `losses`: the worked examples of the statement."""

import numpy as np
import pytest

from grader.numeric import assert_matches

# The values below are written with 16 digits, and sums of three terms keep 15 of them.
ABSOLUTE = 1e-12
RELATIVE = 1e-9

Y, Y_HAT = [1.0, 2.0, 3.0], [1.5, 2.0, 2.0]


@pytest.mark.points(1)
@pytest.mark.hint("half_sse is half the sum, mse the mean, of the squares 0.25, 0 and 1.")
def test_squared_errors_example(student):
    """The squared errors of the example: 0.625 and 0.4166..."""
    assert_matches(student.half_sse(np.array(Y), np.array(Y_HAT)), 0.625, rtol=RELATIVE, atol=ABSOLUTE)
    assert_matches(student.mse(np.array(Y), np.array(Y_HAT)), 1.25 / 3.0, rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("-(ln 0.9 + ln 0.8 + ln 0.6) / 3: where y is 0, the probability of 0 is 1 - p.")
def test_binary_example(student):
    """The binary cross entropy of the example is 0.2797..."""
    loss = student.binary_cross_entropy(np.array([1.0, 0.0, 1.0]), np.array([0.9, 0.2, 0.6]))
    assert_matches(loss, 0.2797765635793423, rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("-(ln 0.7 + ln 0.6) / 2: only the probability of the right class counts in each row.")
def test_categorical_example(student):
    """The categorical cross entropy of the example is 0.4337..."""
    Y, P = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]), np.array([[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]])
    assert_matches(student.categorical_cross_entropy(Y, P), 0.4337502838523616, rtol=RELATIVE, atol=ABSOLUTE)
