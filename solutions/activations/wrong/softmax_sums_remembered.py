# caught by: test_nothing_left_behind (not-normalised)
import numpy as np


def relu(z):
    return np.maximum(z, 0)


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1, e) / (1 + e)


def tanh(z):
    return np.tanh(z)


sums = {}


def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    if z.shape not in sums:
        sums[z.shape] = e.sum(axis=-1, keepdims=True)
    return e / sums[z.shape]
