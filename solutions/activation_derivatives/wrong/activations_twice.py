# caught by: test_sigmoid_prime_any_shape (sigmoid-twice), test_tanh_prime_any_shape (activation-twice)
import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1.0, e) / (1.0 + e)


def relu_prime(z):
    return (np.asarray(z) > 0) * 1.0


def sigmoid_prime(z):
    s = sigmoid(sigmoid(z))
    return s * (1.0 - s)


def tanh_prime(z):
    return 1.0 - np.tanh(np.tanh(z)) ** 2
