# caught by: test_path_random (updated-one-after-the-other)
import numpy as np


def cost(beta, x, y):
    r = beta[0] + beta[1] * x - y
    return 0.5 * np.sum(r**2)


def gradient(beta, x, y):
    r = beta[0] + beta[1] * x - y
    return np.array([np.sum(r), np.sum(r * x)])


def gradient_descent(x, y, beta0, learning_rate, n_steps):
    beta = beta0.copy()
    path = [beta]
    for _ in range(n_steps):
        beta = beta.copy()
        beta[0] -= learning_rate * gradient(beta, x, y)[0]
        beta[1] -= learning_rate * gradient(beta, x, y)[1]
        path.append(beta)
    return np.array(path)
