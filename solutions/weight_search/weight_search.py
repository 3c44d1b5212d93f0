"""Fitting a line by trying weights.

Trying is honest and hopeless: ten candidates for each of a thousand weights are 10^1000 combinations. The slope of the
error says in which direction to go, and gradient descent follows it.

The slip of the slide: 8 * 0.7 + 1 is 6.6, not 8.2.
"""

import numpy as np


def predict(x: float | np.ndarray, w: float, b: float) -> float | np.ndarray:
    """Give x * w + b.

    Shapes:
        x: a number or any shape
        w: a number
        b: a number
        returns: the shape of x
    """
    return x * w + b


def sum_squared_error(y: np.ndarray, y_hat: np.ndarray) -> float:
    """Add up the squared differences.

    Squares, so that errors above and below do not cancel, and large ones count more.

    Shapes:
        y: (n,), the targets
        y_hat: (n,), the predictions
        returns: a number
    """
    return np.sum((y - y_hat) ** 2)


def best_weight(x: np.ndarray, y: np.ndarray, candidates: np.ndarray, b: float) -> float:
    """Give the candidate whose predictions have the least error, the first one on a tie.

    argmin gives the place of the first smallest entry.

    Shapes:
        x: (n,)
        y: (n,)
        candidates: (m,), the weights to try
        b: a number
        returns: a number
    """
    errors = [sum_squared_error(y, predict(x, w, b)) for w in candidates]
    return candidates[np.argmin(errors)]
