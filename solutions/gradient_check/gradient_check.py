"""Testing a gradient with differences.

The one-sided difference (f(x + eps) - f(x)) / eps is off by about eps; the central one by about eps^2, because the
errors of the two sides cancel. A smaller eps is not always better: f(x + eps) and f(x - eps) then agree in nearly all
their digits, and the difference keeps only the few that are left. Around 1e-5 both errors are small.
"""

from collections.abc import Callable

import numpy as np


def numerical_gradient(f: Callable, theta: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    """Approximate the gradient of f at theta by central differences.

    np.ndindex goes through all places of an array of any shape. Fresh copies leave theta alone.

    Shapes:
        f: maps an array shaped like theta to a number
        theta: any shape
        eps: a number
        returns: the shape of theta
    """
    gradient = np.zeros(theta.shape)
    for place in np.ndindex(theta.shape):
        ahead, behind = theta.copy(), theta.copy()
        ahead[place] += eps
        behind[place] -= eps
        gradient[place] = (f(ahead) - f(behind)) / (2 * eps)
    return gradient


def relative_error(a: np.ndarray, b: np.ndarray) -> float:
    """Give norm(a - b) / (norm(a) + norm(b)), and 0 when both are 0.

    np.linalg.norm of a flat array is the root of the sum of squares; of a matrix it would be the same, and beyond two
    axes too, but flat is plain.

    Shapes:
        a: any shape
        b: the same shape
        returns: a number
    """
    total = np.linalg.norm(a.ravel()) + np.linalg.norm(b.ravel())
    if total == 0:
        return 0.0
    return np.linalg.norm((a - b).ravel()) / total
