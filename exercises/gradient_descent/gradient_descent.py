"""Linear regression by gradient descent."""

import numpy as np


def cost(beta: np.ndarray, x: np.ndarray, y: np.ndarray) -> float:
    """Give half the sum of the squared errors of the line beta[0] + beta[1] * x.

    Shapes:
        beta: (2,), intercept and slope
        x: (n,)
        y: (n,)
        returns: a number
    """
    # TODO: half the sum of the squared residuals
    raise NotImplementedError("cost: return half the sum of (beta[0] + beta[1] * x_i - y_i)**2")


def gradient(beta: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Give the gradient of the cost by intercept and slope.

    Shapes:
        beta: (2,), intercept and slope
        x: (n,)
        y: (n,)
        returns: (2,)
    """
    # TODO: the sum of the residuals, and the sum of the residuals times x
    raise NotImplementedError("gradient: return the sums of r_i and of r_i * x_i, with r_i the residuals")


def gradient_descent(x: np.ndarray, y: np.ndarray, beta0: np.ndarray, learning_rate: float, n_steps: int) -> np.ndarray:
    """Give the path of gradient descent, the start first.

    Shapes:
        x: (n,)
        y: (n,)
        beta0: (2,), the start (intercept, slope)
        learning_rate: a number
        n_steps: a whole number, at least 0
        returns: (n_steps + 1, 2)
    """
    # TODO: n_steps times one step against the gradient; note every beta
    raise NotImplementedError("gradient_descent: return the start and beta after each step, shape (n_steps + 1, 2)")
