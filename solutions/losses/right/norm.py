import numpy as np
def half_sse(y, y_hat): return np.linalg.norm((y - y_hat).ravel()) ** 2 / 2
def mse(y, y_hat): return np.linalg.norm((y - y_hat).ravel()) ** 2 / np.size(y)
def binary_cross_entropy(y, p):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    q = np.clip(1 - p, 1e-15, 1 - 1e-15)
    return -(np.multiply(y, np.log(p)) + np.multiply(1 - y, np.log(q))).mean()
def categorical_cross_entropy(Y, P): return -(Y * np.log(np.clip(P, 1e-15, 1))).sum(1).mean()
