# caught by: test_integer_arrays (-)
import numpy as np


def relu_prime(z):
    return np.where(np.asarray(z) > 0, 1.0, 0.0)


def sigmoid_prime(z):
    e = np.zeros_like(z)
    e[...] = 1000 * np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))) ** 2
    return e / 1000


def tanh_prime(z):
    return 1 - np.tanh(z) ** 2
