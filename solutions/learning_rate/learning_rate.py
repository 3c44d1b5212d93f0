"""How large a learning rate may be, and how long a run takes.

Along an eigenvector of the Hessian the gradient is lambda times the distance, so a step leaves 1 - eta * lambda of it.
The direction with the largest eigenvalue sets the limit; the one with the smallest is the slow one. The further the two
are apart, the longer the run, whatever the rate.
"""

import numpy as np


def largest_stable_rate(x: np.ndarray) -> float:
    """Give 2 / lambda_max of the Hessian [[n, sum x], [sum x, sum x^2]].

    eigvalsh is for symmetric matrices and gives the eigenvalues in ascending order.

    Shapes:
        x: (n,)
        returns: a number
    """
    hessian = np.array([[len(x), np.sum(x)], [np.sum(x), np.sum(x**2)]])
    return 2.0 / np.linalg.eigvalsh(hessian)[-1]


def steps_to_converge(
    x: np.ndarray, y: np.ndarray, beta0: np.ndarray, learning_rate: float, tol: float, max_steps: int
) -> int | None:
    """Count the steps of gradient descent until the gradient's norm is less than tol.

    Infinity and NaN are not less than tol, so a run that diverges ends by itself when max_steps are over; leaving early
    saves time.

    Shapes:
        x: (n,)
        y: (n,)
        beta0: (2,), the start (intercept, slope)
        learning_rate: a number
        tol: a number
        max_steps: a whole number, at least 0
        returns: the first k <= max_steps with a gradient smaller than tol, or None
    """
    beta = np.array(beta0, dtype=float)
    for k in range(max_steps + 1):
        residual = beta[0] + beta[1] * x - y
        gradient = np.array([residual.sum(), residual @ x])
        norm = np.hypot(*gradient)
        if norm < tol:
            return k
        if not np.isfinite(norm):
            return None
        beta = beta - learning_rate * gradient
    return None
