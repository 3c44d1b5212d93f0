# caught by: test_single_numbers (raised), test_relu_any_shape (raised)
import numpy as np


def relu(z):
    return np.array([max(0, v) for v in z])


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1, e) / (1 + e)


def tanh(z):
    return np.tanh(z)


def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
