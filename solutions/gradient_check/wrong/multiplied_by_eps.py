# caught by: test_gradient_example (parentheses-missing), test_size_of_the_step (parentheses-missing)
import numpy as np


def relative_error(a, b):
    total = np.linalg.norm(a.ravel()) + np.linalg.norm(b.ravel())
    if total == 0:
        return 0.0
    return np.linalg.norm((a - b).ravel()) / total


def numerical_gradient(f, theta, eps=1e-05):
    g = np.zeros(theta.shape)
    for i in np.ndindex(theta.shape):
        a, b = (theta.copy(), theta.copy())
        a[i] += eps
        b[i] -= eps
        g[i] = (f(a) - f(b)) / 2 * eps
    return g
