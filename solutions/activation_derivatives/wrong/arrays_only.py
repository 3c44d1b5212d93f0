# caught by: test_single_numbers (raised)
import numpy as np


def relu_prime(z):
    return (z > 0).astype(float)


def sigmoid_prime(z):
    e = np.exp(-np.abs(z))
    return e / (1 + e) ** 2


def tanh_prime(z):
    return 1 - np.tanh(z) ** 2
