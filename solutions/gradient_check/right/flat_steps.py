import numpy as np


def numerical_gradient(f, theta, eps=1e-5):
    steps = eps * np.eye(theta.size)
    values = [(f(theta + s.reshape(theta.shape)) - f(theta - s.reshape(theta.shape))) / (2 * eps) for s in steps]
    return np.array(values).reshape(theta.shape)


def relative_error(a, b):
    below = np.sqrt(np.sum(a**2)) + np.sqrt(np.sum(b**2))
    return np.sqrt(np.sum((a - b) ** 2)) / below if below > 0 else 0
