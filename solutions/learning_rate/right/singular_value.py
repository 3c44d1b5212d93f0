import numpy as np


def largest_stable_rate(x):
    A = np.column_stack([np.ones(len(x)), x])
    return 2 / np.linalg.norm(A, 2) ** 2


def steps_to_converge(x, y, beta0, learning_rate, tol, max_steps):
    A = np.column_stack([np.ones(len(x)), x])
    beta = beta0.copy()
    with np.errstate(all="ignore"):
        for k in range(max_steps):
            g = A.T @ (A @ beta - y)
            if np.linalg.norm(g) < tol:
                return k
            beta -= learning_rate * g
        if np.linalg.norm(A.T @ (A @ beta - y)) < tol:
            return max_steps
