# caught by: test_tanh_prime_any_shape (other-function)
import numpy as np


def relu_prime(z):
    return np.where(np.asarray(z) > 0, 1.0, 0.0)


def sigmoid_prime(z):
    e = np.exp(-np.abs(z))
    return e / (1 + e) ** 2


def tanh_prime(z):
    return np.tanh(z) * (1 - np.tanh(z))
