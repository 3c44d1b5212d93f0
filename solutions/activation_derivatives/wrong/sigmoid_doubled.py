# caught by: test_large_entries (constant-factor)
import numpy as np


def relu_prime(z):
    return (np.asarray(z) > 0) * 1.0


def tanh_prime(z):
    return 1.0 - np.tanh(z) ** 2


def sigmoid_prime(z):
    s = 1 / (1 + np.exp(-np.clip(z, -700, 700)))
    return 2 * s * (1 - s)
