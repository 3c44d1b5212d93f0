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
    slips = {
        "wrong-at-zero": (np.array([0.0, 1.0, 1.0]), "At z = 0 the answer is 0: compare with z > 0."),
        "half-at-zero": (np.array([0.0, 0.5, 1.0]), "At z = 0 the answer is 0, not 1/2."),
        "sign-for-derivative": (
            np.array([-1.0, 0.0, 1.0]),
            "This is the sign of z; where z is negative, ReLU is flat.",
        ),
    }
    answer = student.relu_prime(np.array(Z))
    assert_matches(answer, np.array([0.0, 0.0, 1.0]), rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=slips)


@pytest.mark.points(1)
@pytest.mark.hint("Compute sigma(z) first, then sigma(z) * (1 - sigma(z)).")
def test_sigmoid_prime_example(student):
    """sigmoid' of (-2, 0, 1) is (0.1049..., 0.25, 0.1966...)"""
    expected = np.array([0.10499358540350662, 0.25, 0.19661193324148185])
    z = np.array(Z)
    s = 1.0 / (1.0 + np.exp(-z))
    slips = {
        "derivative-of-activated": (z * (1.0 - z), "z is not sigma(z) yet: compute the sigmoid first."),
        "value-for-derivative": (s, "This is the sigmoid itself, not its derivative."),
        "sigmoid-plus-for-minus": (s * (1.0 + s), "The second factor is 1 - sigma(z), with a minus."),
        "missing-factor": (1.0 - s, "One of the two factors, sigma(z) and 1 - sigma(z), is missing."),
    }
    answer = student.sigmoid_prime(np.array(Z))
    assert_matches(answer, expected, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=slips)


@pytest.mark.points(1)
@pytest.mark.hint("1 - tanh(z)**2: the square is of tanh(z), not of z.")
def test_tanh_prime_example(student):
    """tanh' of (-2, 0, 1) is (0.0706..., 1, 0.4199...)"""
    expected = np.array([0.07065082485316447, 1.0, 0.41997434161402614])
    z = np.array(Z)
    t = np.tanh(z)
    slips = {
        "tanh-is-activated": (1.0 - z**2, "z is not tanh(z) yet: compute the tanh first."),
        "not-squared": (1.0 - t, "1 - tanh(z)**2: the square is missing."),
        "plus-for-minus": (1.0 + t**2, "The square is subtracted: 1 - tanh(z)**2."),
        "tanh-value": (t, "This is tanh itself, not its derivative."),
        "other-function": (t * (1.0 - t), "a * (1 - a) belongs to the sigmoid; for tanh it is 1 - a**2."),
    }
    answer = student.tanh_prime(np.array(Z))
    assert_matches(answer, expected, rtol=RELATIVE, atol=ABSOLUTE, expected_wrong=slips)
