# caught by: test_categorical_batches (mean-over-columns)
import numpy as np


def half_sse(y, y_hat):
    return 0.5 * np.sum((y - y_hat) ** 2)


def mse(y, y_hat):
    return np.mean((y - y_hat) ** 2)


def binary_cross_entropy(y, p):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def categorical_cross_entropy(Y, P):
    P = np.clip(P, 1e-15, None)
    return -np.mean(np.sum(Y * np.log(P), axis=0))
