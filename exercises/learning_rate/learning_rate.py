"""How large a learning rate may be, and how long a run takes."""

import numpy as np


def largest_stable_rate(x: np.ndarray) -> float:
    """Give 2 / lambda_max of the Hessian [[n, sum x], [sum x, sum x^2]].

    Shapes:
        x: (n,)
        returns: a number
    """
    # TODO: the Hessian, its larger eigenvalue, and 2 divided by it
    raise NotImplementedError("largest_stable_rate: return 2 divided by the larger eigenvalue of the Hessian")


def steps_to_converge(
    x: np.ndarray, y: np.ndarray, beta0: np.ndarray, learning_rate: float, tol: float, max_steps: int
) -> int | None:
    """Count the steps of gradient descent until the gradient's norm is less than tol.

    Shapes:
        x: (n,)
        y: (n,)
        beta0: (2,), the start (intercept, slope)
        learning_rate: a number
        tol: a number
        max_steps: a whole number, at least 0
        returns: the first k <= max_steps with a gradient smaller than tol, or None
    """
    # TODO: look at the gradient before each step; None when max_steps are not enough
    raise NotImplementedError(
        "steps_to_converge: return the first step count with a gradient smaller than tol, or None"
    )
