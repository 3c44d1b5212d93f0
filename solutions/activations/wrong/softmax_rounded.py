# caught by: test_softmax_last_axis (rounded)
import numpy as np


def relu(z):
    return np.maximum(z, 0)


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1, e) / (1 + e)


def tanh(z):
    return np.tanh(z)


largest = None


def softmax(z):
    global largest
    if largest is None:
        largest = np.max(z)
    e = np.exp(z - largest)
    return np.round(e / e.sum(axis=-1, keepdims=True), 4)
