# caught by: test_relu_prime_any_shape (wrong-at-zero), test_relu_prime_example (wrong-at-zero)
import numpy as np


def relu_prime(z):
    return np.where(np.asarray(z) >= 0, 1.0, 0.0)


def sigmoid_prime(z):
    e = np.exp(-np.abs(z))
    return e / (1 + e) ** 2


def tanh_prime(z):
    return 1 - np.tanh(z) ** 2
