"""Linear regression learnt from one data point a step.

The cost is a sum over the points, so its gradient is a sum as well. Stochastic gradient descent takes one term of that
sum for the whole: the direction is only right on average, but a step costs as little for a million points as for one.
"""

import numpy as np


def sgd(x: np.ndarray, y: np.ndarray, beta0: np.ndarray, learning_rate: float, order: np.ndarray) -> np.ndarray:
    """Give the path of stochastic gradient descent, the start first.

    Each step makes a new array: writing into `beta` in place would change the rows that are already in the path, and
    the caller's `beta0` with them.

    Shapes:
        x: (n,)
        y: (n,)
        beta0: (2,), the start (intercept, slope)
        learning_rate: a number
        order: (m,), the index of the point that each step uses
        returns: (m + 1, 2)
    """
    beta = np.array(beta0, dtype=float)
    path = [beta]
    for i in order:
        residual = beta[0] + beta[1] * x[i] - y[i]
        gradient = residual * np.array([1.0, x[i]])  # d residual / d beta is (1, x)
        beta = beta - learning_rate * gradient
        path.append(beta)
    return np.array(path)
