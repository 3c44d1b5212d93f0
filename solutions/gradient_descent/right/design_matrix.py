import numpy as np


def design(x):
    return np.vander(x, 2, increasing=True)


def cost(beta, x, y):
    r = design(x) @ beta - y
    return r @ r / 2


def gradient(beta, x, y):
    A = design(x)
    return A.T @ (A @ beta - y)


def gradient_descent(x, y, beta0, learning_rate, n_steps):
    path = np.zeros((n_steps + 1, 2))
    path[0] = beta0
    for k in range(n_steps):
        path[k + 1] = path[k] - learning_rate * gradient(path[k], x, y)
    return path
