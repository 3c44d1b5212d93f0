"""Four loss functions.

Cross entropy is the logarithm of how surprised a prediction should be: -ln p of what really happened. A prediction of
0.9 that comes true costs 0.1, one of 0.01 that comes true costs 4.6; clipping keeps the cost of "impossible" finite,
at 34.5.
"""

import numpy as np

SMALLEST = 1e-15


def half_sse(y: np.ndarray, y_hat: np.ndarray) -> float:
    """Give half the sum of the squared errors: the half cancels the 2 of the derivative.

    Shapes:
        y: any shape
        y_hat: the same shape
        returns: a number
    """
    return 0.5 * np.sum((y - y_hat) ** 2)


def mse(y: np.ndarray, y_hat: np.ndarray) -> float:
    """Give the mean of the squared errors over all entries: comparable between data sets of different sizes.

    Shapes:
        y: any shape
        y_hat: the same shape
        returns: a number
    """
    return np.mean((y - y_hat) ** 2)


def binary_cross_entropy(y: np.ndarray, p: np.ndarray) -> float:
    """Give the mean binary cross entropy over all entries, p clipped to [1e-15, 1 - 1e-15].

    Where y is 1 only the first term counts, where it is 0 only the second.

    Shapes:
        y: any shape, zeros and ones
        p: the same shape, probabilities
        returns: a number
    """
    p = np.clip(p, SMALLEST, 1.0 - SMALLEST)
    return -np.mean(y * np.log(p) + (1.0 - y) * np.log(1.0 - p))


def categorical_cross_entropy(Y: np.ndarray, P: np.ndarray) -> float:
    """Give the mean categorical cross entropy over the rows, P clipped below at 1e-15.

    Multiplying by a one-hot row picks the probability that was given to the right class.

    Shapes:
        Y: (n, k), one-hot rows
        P: (n, k), probabilities
        returns: a number
    """
    return -np.mean(np.sum(Y * np.log(np.maximum(P, SMALLEST)), axis=1))
