# caught by: test_softmax_example (sign-of-exponent), test_softmax_last_axis (argument-sign)
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
    e = np.exp(-(z - np.min(z, axis=-1, keepdims=True)))
    return e / np.sum(e, axis=-1, keepdims=True)
