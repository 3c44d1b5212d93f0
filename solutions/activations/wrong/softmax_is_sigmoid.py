# caught by: test_softmax_last_axis (other-function), test_softmax_example (-)
import numpy as np


def relu(z):
    return np.maximum(z, 0)


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1, e) / (1 + e)


def tanh(z):
    return np.tanh(z)


def softmax(z):
    return sigmoid(z)
