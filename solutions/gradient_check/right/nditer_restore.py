import numpy as np
def numerical_gradient(f, theta, eps=1e-5):
    grad = np.zeros_like(theta)
    it = np.nditer(theta, flags=['multi_index'], op_flags=['readwrite'])
    while not it.finished:
        ix = it.multi_index
        old = theta[ix]
        theta[ix] = old + eps; fp = f(theta)
        theta[ix] = old - eps; fm = f(theta)
        theta[ix] = old
        grad[ix] = (fp - fm) / (2 * eps)
        it.iternext()
    return grad
def relative_error(a, b):
    n, d = np.sqrt(np.sum((a - b) ** 2)), np.sqrt(np.sum(a ** 2)) + np.sqrt(np.sum(b ** 2))
    return n / d if d > 0 else 0
