# caught by: test_softmax_last_axis (missing-exponential)
import numpy as np


def relu(z):
    return np.maximum(z, 0)


def sigmoid(z):
    z = np.asarray(z)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)


def tanh(z):
    return np.tanh(z)


def softmax(z):
    z = z - np.max(z, axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
