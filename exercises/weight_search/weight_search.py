"""Fitting a line by trying weights."""

import numpy as np


def predict(x: float | np.ndarray, w: float, b: float) -> float | np.ndarray:
    """Give x * w + b.

    Shapes:
        x: a number or any shape
        w: a number
        b: a number
        returns: the shape of x
    """
    # TODO: the prediction for each x
    raise NotImplementedError("predict: return x * w + b")


def sum_squared_error(y: np.ndarray, y_hat: np.ndarray) -> float:
    """Add up the squared differences.

    Shapes:
        y: (n,), the targets
        y_hat: (n,), the predictions
        returns: a number
    """
    # TODO: the sum of (y_i - y_hat_i)^2
    raise NotImplementedError("sum_squared_error: return the sum of (y_i - y_hat_i)**2")


def best_weight(x: np.ndarray, y: np.ndarray, candidates: np.ndarray, b: float) -> float:
    """Give the candidate whose predictions have the least error, the first one on a tie.

    Shapes:
        x: (n,)
        y: (n,)
        candidates: (m,), the weights to try
        b: a number
        returns: a number
    """
    # TODO: try every candidate and keep the best
    raise NotImplementedError("best_weight: return the candidate with the least sum of squared errors")
