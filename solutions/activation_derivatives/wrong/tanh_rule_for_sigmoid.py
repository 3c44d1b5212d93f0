# caught by: test_sigmoid_prime_any_shape (tanh-rule-for-sigmoid)
import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1.0, e) / (1.0 + e)


def relu_prime(z):
    return (np.asarray(z) > 0) * 1.0


def sigmoid_prime(z):
    return 1.0 - sigmoid(z) ** 2


def tanh_prime(z):
    return 1.0 - np.tanh(z) ** 2
