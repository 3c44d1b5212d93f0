# caught by: test_relative_error_example (larger-norm-below), test_relative_error_random (one-norm-below)
import numpy as np


def numerical_gradient(f, theta, eps=1e-05):
    gradient = np.zeros(theta.shape)
    for place in np.ndindex(theta.shape):
        ahead, behind = (theta.copy(), theta.copy())
        ahead[place] += eps
        behind[place] -= eps
        gradient[place] = (f(ahead) - f(behind)) / (2 * eps)
    return gradient


def relative_error(a, b):
    m = max(np.linalg.norm(a.ravel()), np.linalg.norm(b.ravel()))
    return np.linalg.norm((a - b).ravel()) / m if m else 0
