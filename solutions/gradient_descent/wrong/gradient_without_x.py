# caught by: test_gradient_random (missing-factor)
import numpy as np


def cost(beta, x, y):
    r = beta[0] + beta[1] * x - y
    return 0.5 * np.sum(r**2)


def gradient(beta, x, y):
    r = beta[0] + beta[1] * x - y
    return np.array([np.sum(r), np.sum(r)])


def gradient_descent(x, y, beta0, learning_rate, n_steps):
    beta = beta0.copy()
    path = [beta]
    for _ in range(n_steps):
        beta = beta - learning_rate * gradient(beta, x, y)
        path.append(beta)
    return np.array(path)
