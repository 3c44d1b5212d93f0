"""Four activation functions that neither overflow nor warn.

exp(z) leaves the range of a float at z = 710, so the textbook formulas fail long before 1e4. The cure is always the
same: rewrite the formula so that exp only ever meets numbers that are not positive. exp of a very negative number is 0,
or nearly so, and that is harmless.
"""

import numpy as np


def relu(z: float | np.ndarray) -> float | np.ndarray:
    """Give max(0, z), elementwise.

    Shapes:
        z: a number or any shape
        returns: the same shape
    """
    return np.maximum(z, 0)


def sigmoid(z: float | np.ndarray) -> float | np.ndarray:
    """Give 1 / (1 + exp(-z)), elementwise, for entries up to 1e4 in size.

    With e = exp(-|z|), which is at most 1, the sigmoid is 1 / (1 + e) on the right and e / (1 + e) on the left: the
    second is the first with numerator and denominator multiplied by exp(z). On the left the answer is e itself divided
    by about 1, so it stays greater than 0 as long as e does, down to z = -745.

    Shapes:
        z: a number or any shape
        returns: the same shape
    """
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def tanh(z: float | np.ndarray) -> float | np.ndarray:
    """Give the hyperbolic tangent, elementwise, for entries up to 1e4 in size.

    numpy's own is exact everywhere. By hand one would write 2 * sigmoid(2 * z) - 1.

    Shapes:
        z: a number or any shape
        returns: the same shape
    """
    return np.tanh(z)


def softmax(z: np.ndarray) -> np.ndarray:
    """Give exp(z_i) / sum_j exp(z_j) along the last axis, for entries up to 1e4 in size.

    Subtracting the largest entry multiplies numerator and denominator by the same number, so nothing changes but the
    size of the exponentials: the largest is exp(0) = 1, so the sum is at least 1 and never 0. `keepdims` leaves an axis
    of length 1 behind, so that each row is divided by its own sum.

    Shapes:
        z: (k,), (n, k) or more axes
        returns: the same shape, every slice along the last axis sums to 1
    """
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)
