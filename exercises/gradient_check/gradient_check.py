"""Testing a gradient with differences."""

from collections.abc import Callable

import numpy as np


def numerical_gradient(f: Callable, theta: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    """Approximate the gradient of f at theta by central differences.

    Shapes:
        f: maps an array shaped like theta to a number
        theta: any shape
        eps: a number
        returns: the shape of theta
    """
    # TODO: for every entry, (f(one eps ahead) - f(one eps behind)) / (2 eps)
    raise NotImplementedError("numerical_gradient: return central differences of f, one for each entry of theta")


def relative_error(a: np.ndarray, b: np.ndarray) -> float:
    """Give norm(a - b) / (norm(a) + norm(b)), and 0 when both are 0.

    Shapes:
        a: any shape
        b: the same shape
        returns: a number
    """
    # TODO: the norm of the difference, divided by the sum of the norms
    raise NotImplementedError("relative_error: return norm(a - b) / (norm(a) + norm(b)), or 0 when both are 0")
