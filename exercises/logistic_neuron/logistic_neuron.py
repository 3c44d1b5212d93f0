"""A neuron with a sigmoid, seen as logistic regression."""

import numpy as np


def predict_proba(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    """Give the probability of class 1 for each example.

    Shapes:
        X: (n, d)
        w: (d,)
        b: a number
        returns: (n,)
    """
    # TODO: the sigmoid of each example's net input
    raise NotImplementedError("predict_proba: return sigmoid(X w + b), one probability for each row of X")


def log_odds(p: float | np.ndarray) -> float | np.ndarray:
    """Give ln(p / (1 - p)), elementwise, for 0 < p < 1.

    Shapes:
        p: a number or any shape
        returns: the same shape
    """
    # TODO: the logarithm of the odds
    raise NotImplementedError("log_odds: return ln(p / (1 - p))")


def decision_boundary(w: np.ndarray, b: float) -> tuple[float, float]:
    """Give slope and intercept of the line x2 = slope * x1 + intercept on which p = 1/2.

    Shapes:
        w: (2,)
        b: a number
        returns: two numbers

    Raises:
        ValueError: w[1] is 0, the line is upright.
    """
    # TODO: where is the net input 0?
    raise NotImplementedError("decision_boundary: return (slope, intercept) of the line where the net input is 0")
