"""Derivatives of three activation functions, as functions of the net input z.

All three flatten out: relu' is 0 on the left, sigmoid' is at most 1/4, and tanh' at most 1. A product of many factors
below 1 vanishes, which is why deep networks of sigmoids learn slowly.
"""

import numpy as np


def relu_prime(z: float | np.ndarray) -> float | np.ndarray:
    """Give the derivative of max(0, z), elementwise; 0 at z = 0.

    A comparison gives truth values; times 1.0 they are numbers.

    Shapes:
        z: a number or any shape
        returns: the same shape
    """
    return (np.asarray(z) > 0) * 1.0


def sigmoid_prime(z: float | np.ndarray) -> float | np.ndarray:
    """Give the derivative of the sigmoid, elementwise, for entries up to 1e4 in size.

    With e = exp(-|z|) it is e / (1 + e)^2 on both sides, because the derivative is an even function; and e is at most
    1, so nothing overflows.

    Shapes:
        z: a number or any shape
        returns: the same shape
    """
    e = np.exp(-np.abs(z))
    return e / (1.0 + e) ** 2


def tanh_prime(z: float | np.ndarray) -> float | np.ndarray:
    """Give the derivative of the hyperbolic tangent, elementwise, for entries up to 1e4 in size.

    Shapes:
        z: a number or any shape
        returns: the same shape
    """
    return 1.0 - np.tanh(z) ** 2
