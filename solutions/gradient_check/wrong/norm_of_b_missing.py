# caught by: test_relative_error_random (one-norm-below)
import numpy as np


def numerical_gradient(f, theta, eps=1e-5):
    gradient = np.zeros(theta.shape)
    for i in np.ndindex(theta.shape):
        ahead, behind = theta.copy(), theta.copy()
        ahead[i] += eps
        behind[i] -= eps
        gradient[i] = (f(ahead) - f(behind)) / (2 * eps)
    return gradient


def relative_error(a, b):
    total = np.linalg.norm(a.ravel())
    if total == 0:
        return 0.0
    return np.linalg.norm((a - b).ravel()) / total
