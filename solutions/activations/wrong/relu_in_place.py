# caught by: test_nothing_left_behind (argument-changed), test_single_numbers (raised)
import numpy as np


def relu(z):
    z[z < 0] = 0
    return z


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1, e) / (1 + e)


def tanh(z):
    return np.tanh(z)


def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
