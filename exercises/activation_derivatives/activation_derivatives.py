"""Derivatives of three activation functions, as functions of the net input z."""

import numpy as np


def relu_prime(z: float | np.ndarray) -> float | np.ndarray:
    """Give the derivative of max(0, z), elementwise; 0 at z = 0.

    Shapes:
        z: a number or any shape
        returns: the same shape
    """
    # TODO: 1 where z is positive, 0 elsewhere
    raise NotImplementedError("relu_prime: return 1 where z > 0, and 0 elsewhere")


def sigmoid_prime(z: float | np.ndarray) -> float | np.ndarray:
    """Give the derivative of the sigmoid, elementwise, for entries up to 1e4 in size.

    Shapes:
        z: a number or any shape
        returns: the same shape
    """
    # TODO: sigma(z) * (1 - sigma(z)), without overflow
    raise NotImplementedError("sigmoid_prime: return sigma(z) * (1 - sigma(z)), without overflow")


def tanh_prime(z: float | np.ndarray) -> float | np.ndarray:
    """Give the derivative of the hyperbolic tangent, elementwise, for entries up to 1e4 in size.

    Shapes:
        z: a number or any shape
        returns: the same shape
    """
    # TODO: 1 - tanh(z)^2
    raise NotImplementedError("tanh_prime: return 1 - tanh(z)**2")
