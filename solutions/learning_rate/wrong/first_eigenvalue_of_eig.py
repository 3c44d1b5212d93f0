# caught by: test_rate_random (smallest-eigenvalue)
import numpy as np


def largest_stable_rate(x):
    hessian = np.array([[len(x), np.sum(x)], [np.sum(x), np.sum(x**2)]])
    return 2 / np.linalg.eig(hessian)[0][0].real


def steps_to_converge(x, y, beta0, learning_rate, tol, max_steps):
    beta = beta0.copy()
    for k in range(max_steps + 1):
        r = beta[0] + beta[1] * x - y
        gradient = np.array([r.sum(), r @ x])
        if np.linalg.norm(gradient) < tol:
            return k
        beta = beta - learning_rate * gradient
    return None
