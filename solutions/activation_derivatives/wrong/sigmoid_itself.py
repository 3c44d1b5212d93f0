# caught by: test_sigmoid_prime_any_shape (value-for-derivative)
import numpy as np


def relu_prime(z):
    return np.where(np.asarray(z) > 0, 1.0, 0.0)


def sigmoid_prime(z):
    return (1 + np.tanh(np.asarray(z) / 2)) / 2


def tanh_prime(z):
    return 1 - np.tanh(z) ** 2
