# caught by: test_large_entries (nan-or-inf)
import numpy as np


def relu_prime(z):
    return np.where(np.asarray(z) > 0, 1.0, 0.0)


def sigmoid_prime(z):
    return np.exp(-np.asarray(z)) / (1 + np.exp(-np.asarray(z))) ** 2


def tanh_prime(z):
    return 1 - np.tanh(z) ** 2
