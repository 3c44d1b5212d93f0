# caught by: test_integer_arrays (truncated-integers)
import numpy as np


def relu_prime(z):
    return np.where(np.asarray(z) > 0, 1.0, 0.0)


def sigmoid_prime(z):
    out = np.zeros_like(z)
    out[...] = np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))) ** 2
    return out


def tanh_prime(z):
    return 1 - np.tanh(z) ** 2
