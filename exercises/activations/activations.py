"""Four activation functions that neither overflow nor warn."""

import numpy as np


def relu(z: float | np.ndarray) -> float | np.ndarray:
    """Give max(0, z), elementwise.

    Shapes:
        z: a number or any shape
        returns: the same shape
    """
    # TODO: 0 where z is negative, z elsewhere
    raise NotImplementedError("relu: return max(0, z) for every entry of z")


def sigmoid(z: float | np.ndarray) -> float | np.ndarray:
    """Give 1 / (1 + exp(-z)), elementwise, for entries up to 1e4 in size.

    Shapes:
        z: a number or any shape
        returns: the same shape
    """
    # TODO: 1 / (1 + exp(-z)), without computing exp of a large positive number
    raise NotImplementedError("sigmoid: return 1 / (1 + exp(-z)) for every entry of z, without overflow")


def tanh(z: float | np.ndarray) -> float | np.ndarray:
    """Give the hyperbolic tangent, elementwise, for entries up to 1e4 in size.

    Shapes:
        z: a number or any shape
        returns: the same shape
    """
    # TODO: the hyperbolic tangent
    raise NotImplementedError("tanh: return the hyperbolic tangent of every entry of z, without overflow")


def softmax(z: np.ndarray) -> np.ndarray:
    """Give exp(z_i) / sum_j exp(z_j) along the last axis, for entries up to 1e4 in size.

    Shapes:
        z: (k,), (n, k) or more axes
        returns: the same shape, every slice along the last axis sums to 1
    """
    # TODO: exponentials divided by their sum along the last axis
    raise NotImplementedError("softmax: return exponentials divided by their sum along the last axis, without overflow")
