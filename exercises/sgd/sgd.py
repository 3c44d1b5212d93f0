"""Linear regression learnt from one data point a step."""

import numpy as np


def sgd(x: np.ndarray, y: np.ndarray, beta0: np.ndarray, learning_rate: float, order: np.ndarray) -> np.ndarray:
    """Give the path of stochastic gradient descent, the start first.

    Shapes:
        x: (n,)
        y: (n,)
        beta0: (2,), the start (intercept, slope)
        learning_rate: a number
        order: (m,), the index of the point that each step uses
        returns: (m + 1, 2)
    """
    # TODO: for each index in order, take one step with the gradient of that point, and note where it leads
    raise NotImplementedError("sgd: return the start and the parameters after each step, shape (len(order) + 1, 2)")
