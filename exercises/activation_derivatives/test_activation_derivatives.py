"""Visible checks of `activation_derivatives`: the worked example of the statement."""

import numpy as np
import pytest

from grader.numeric import assert_matches

# The values below are written with 16 digits, and an exponential and a few products keep 14 of them.
ABSOLUTE = 1e-12
RELATIVE = 1e-9

Z = [-2.0, 0.0, 1.0]


@pytest.mark.points(1)
@pytest.mark.hint("1 where z is positive; 0 where it is negative, and at 0 too.")
def test_relu_prime_example(student):
    """relu' of (-2, 0, 1) is (0, 0, 1)"""
    assert_matches(student.relu_prime(np.array(Z)), np.array([0.0, 0.0, 1.0]), rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("Compute sigma(z) first, then sigma(z) * (1 - sigma(z)).")
def test_sigmoid_prime_example(student):
    """sigmoid' of (-2, 0, 1) is (0.1049..., 0.25, 0.1966...)"""
    expected = np.array([0.10499358540350662, 0.25, 0.19661193324148185])
    assert_matches(student.sigmoid_prime(np.array(Z)), expected, rtol=RELATIVE, atol=ABSOLUTE)


@pytest.mark.points(1)
@pytest.mark.hint("1 - tanh(z)**2: the square is of tanh(z), not of z.")
def test_tanh_prime_example(student):
    """tanh' of (-2, 0, 1) is (0.0706..., 1, 0.4199...)"""
    expected = np.array([0.07065082485316447, 1.0, 0.41997434161402614])
    assert_matches(student.tanh_prime(np.array(Z)), expected, rtol=RELATIVE, atol=ABSOLUTE)
