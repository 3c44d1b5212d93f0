# caught by: test_relative_error_example (no-sum-of-norms), test_relative_error_random (entry-by-entry)
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
    return np.max(np.abs(a - b) / np.maximum(1e-08, np.abs(a) + np.abs(b)))
