"""A neuron with a sigmoid, seen as logistic regression.

Logistic regression models the logarithm of the odds as a linear function: ln(p / (1 - p)) = w x + b. Solved for p this
is p = sigmoid(w x + b), a neuron. So the net input is the log-odds, and p = 1/2 is where it is 0.
"""

import numpy as np


def predict_proba(X: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    """Give the probability of class 1 for each example.

    A matrix times a vector of shape (d,) has shape (n,): one number a row.

    Shapes:
        X: (n, d)
        w: (d,)
        b: a number
        returns: (n,)
    """
    return 1.0 / (1.0 + np.exp(-(X @ w + b)))


def log_odds(p: float | np.ndarray) -> float | np.ndarray:
    """Give ln(p / (1 - p)), elementwise, for 0 < p < 1.

    As a difference of logarithms, with log1p(-p) = ln(1 - p), which keeps its digits where p is small.

    Shapes:
        p: a number or any shape
        returns: the same shape
    """
    return np.log(p) - np.log1p(-p)


def decision_boundary(w: np.ndarray, b: float) -> tuple[float, float]:
    """Give slope and intercept of the line x2 = slope * x1 + intercept on which p = 1/2.

    w1 x1 + w2 x2 + b = 0, solved for x2.

    Shapes:
        w: (2,)
        b: a number
        returns: two numbers

    Raises:
        ValueError: w[1] is 0, the line is upright.
    """
    if w[1] == 0:
        raise ValueError("w[1] is 0: the boundary is upright and has no slope")
    return -w[0] / w[1], -b / w[1]
