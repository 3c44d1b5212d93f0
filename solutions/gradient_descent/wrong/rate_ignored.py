# caught by: test_path_random (ignored-argument), test_few_steps (ignored-argument)
import numpy as np


def cost(beta, x, y):
    return 0.5 * np.sum((beta[0] + beta[1] * x - y) ** 2)


def gradient(beta, x, y):
    residual = beta[0] + beta[1] * x - y
    return np.array([np.sum(residual), np.sum(residual * x)])


def gradient_descent(x, y, beta0, learning_rate=0.1, n_steps=100):
    learning_rate = 0.1
    path = [np.array(beta0)]
    for _ in range(n_steps):
        path.append(path[-1] - learning_rate * gradient(path[-1], x, y))
    return np.array(path)
