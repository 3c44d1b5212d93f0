"""Linear regression by gradient descent.

The cost is a bowl over the plane of intercepts and slopes. The gradient is the direction in which it rises most
steeply, so the step goes the other way. Near the bottom the gradient is small, and the steps become small too.
"""

import numpy as np


def cost(beta: np.ndarray, x: np.ndarray, y: np.ndarray) -> float:
    """Give half the sum of the squared errors of the line beta[0] + beta[1] * x.

    Shapes:
        beta: (2,), intercept and slope
        x: (n,)
        y: (n,)
        returns: a number
    """
    residual = beta[0] + beta[1] * x - y
    return 0.5 * np.sum(residual**2)


def gradient(beta: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Give the gradient of the cost by intercept and slope.

    The derivative of r^2 / 2 is r times the inner derivative: 1 for the intercept, x for the slope.

    Shapes:
        beta: (2,), intercept and slope
        x: (n,)
        y: (n,)
        returns: (2,)
    """
    residual = beta[0] + beta[1] * x - y
    return np.array([np.sum(residual), np.sum(residual * x)])


def gradient_descent(x: np.ndarray, y: np.ndarray, beta0: np.ndarray, learning_rate: float, n_steps: int) -> np.ndarray:
    """Give the path of gradient descent, the start first.

    Each step makes a new array, so that the rows before it and the caller's beta0 stay as they are.

    Shapes:
        x: (n,)
        y: (n,)
        beta0: (2,), the start (intercept, slope)
        learning_rate: a number
        n_steps: a whole number, at least 0
        returns: (n_steps + 1, 2)
    """
    beta = np.array(beta0, dtype=float)
    path = [beta]
    for _ in range(n_steps):
        beta = beta - learning_rate * gradient(beta, x, y)
        path.append(beta)
    return np.array(path)
