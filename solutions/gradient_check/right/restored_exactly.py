import numpy as np


def numerical_gradient(f, theta, eps=1e-5):
    gradient = np.empty_like(theta)
    for i in range(theta.size):
        kept = theta.flat[i]
        theta.flat[i] = kept + eps
        right = f(theta)
        theta.flat[i] = kept - eps
        left = f(theta)
        theta.flat[i] = kept
        gradient.flat[i] = (right - left) / 2 / eps
    return gradient


def relative_error(a, b):
    if not a.any() and not b.any():
        return 0.0
    return float(np.linalg.norm(np.ravel(a - b)) / (np.linalg.norm(np.ravel(a)) + np.linalg.norm(np.ravel(b))))
