# caught by: test_rate_random (rounded), test_nothing_left_behind (rounded)
import numpy as np


def largest_stable_rate(x):
    hessian = np.array([[len(x), x.sum()], [x.sum(), (x**2).sum()]])
    return round(2 / np.linalg.eigvalsh(hessian)[-1], 4)


def steps_to_converge(x, y, beta0, learning_rate, tol, max_steps):
    beta = np.array(beta0)
    for k in range(max_steps + 1):
        r = beta[0] + beta[1] * x - y
        gradient = np.array([r.sum(), r @ x])
        if np.linalg.norm(gradient) < tol:
            return k
        beta = beta - learning_rate * gradient
    return None
