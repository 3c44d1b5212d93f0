# caught by: test_rate_example (norm-for-eigenvalue), test_rate_random (norm-for-eigenvalue)
import numpy as np


def steps_to_converge(x, y, beta0, learning_rate, tol, max_steps):
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


def largest_stable_rate(x):
    X = np.c_[np.ones_like(x), x]
    return 2 / np.linalg.norm(X.T @ X)
