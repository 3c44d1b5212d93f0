# caught by: test_nothing_left_behind (argument-changed)
import numpy as np


def numerical_gradient(f, theta, eps=1e-5):
    gradient = np.zeros(theta.shape)
    for i in np.ndindex(theta.shape):
        theta[i] += eps
        right = f(theta)
        theta[i] -= 2 * eps
        left = f(theta)
        theta[i] += eps
        gradient[i] = (right - left) / (2 * eps)
    return gradient


def relative_error(a, b):
    total = np.linalg.norm(a.ravel()) + np.linalg.norm(b.ravel())
    if total == 0:
        return 0.0
    return np.linalg.norm((a - b).ravel()) / total
