import numpy as np


def cost(beta, x, y):
    return np.array(0.5 * ((beta[0] + beta[1] * x - y) ** 2).sum())


def gradient(beta, x, y):
    """From the sums of the normal equations."""
    n, sx, sxx = len(x), np.sum(x), np.sum(x * x)
    return np.array([[n, sx], [sx, sxx]]) @ beta - np.array([np.sum(y), np.sum(x * y)])


def gradient_descent(points, targets, start, eta, count):
    betas = start[np.newaxis, :]
    for _ in range(count):
        betas = np.append(betas, [betas[-1] - eta * gradient(betas[-1], points, targets)], axis=0)
    return betas
