# caught by: test_tanh_any_shape (constant-factor)
import numpy as np


def relu(z):
    return np.maximum(z, 0)


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1, e) / (1 + e)


def tanh(z):
    return 2 * sigmoid(z) - 1


def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
