"""Four loss functions."""

import numpy as np


def half_sse(y: np.ndarray, y_hat: np.ndarray) -> float:
    """Give half the sum of the squared errors.

    Shapes:
        y: any shape
        y_hat: the same shape
        returns: a number
    """
    # TODO: half the sum of (y - y_hat)^2
    raise NotImplementedError("half_sse: return half the sum of (y - y_hat)**2 over all entries")


def mse(y: np.ndarray, y_hat: np.ndarray) -> float:
    """Give the mean of the squared errors over all entries.

    Shapes:
        y: any shape
        y_hat: the same shape
        returns: a number
    """
    # TODO: the mean of (y - y_hat)^2
    raise NotImplementedError("mse: return the mean of (y - y_hat)**2 over all entries")


def binary_cross_entropy(y: np.ndarray, p: np.ndarray) -> float:
    """Give the mean binary cross entropy over all entries, p clipped to [1e-15, 1 - 1e-15].

    Shapes:
        y: any shape, zeros and ones
        p: the same shape, probabilities
        returns: a number
    """
    # TODO: clip p, then the mean of -(y ln p + (1 - y) ln(1 - p))
    raise NotImplementedError("binary_cross_entropy: return the mean of -(y ln p + (1 - y) ln(1 - p)), p clipped")


def categorical_cross_entropy(Y: np.ndarray, P: np.ndarray) -> float:
    """Give the mean categorical cross entropy over the rows, P clipped below at 1e-15.

    Shapes:
        Y: (n, k), one-hot rows
        P: (n, k), probabilities
        returns: a number
    """
    # TODO: clip P, then minus the mean over the rows of the sum of Y ln P
    raise NotImplementedError("categorical_cross_entropy: return minus the mean over the rows of sum_j Y_ij ln P_ij")
