# caught by: test_large_entries (overflow-warning)
import numpy as np


def relu_prime(z):
    return np.where(np.asarray(z) > 0, 1.0, 0.0)


def sigmoid_prime(z):
    s = 1 / (1 + np.exp(-np.asarray(z)))
    return s * (1 - s)


def tanh_prime(z):
    return 1 - np.tanh(z) ** 2
