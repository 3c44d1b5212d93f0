# caught by: test_sigmoid_is_never_zero (underflow)
import numpy as np


def relu(z):
    return np.maximum(z, 0)


def sigmoid(z):
    return (np.tanh(np.asarray(z) / 2) + 1) / 2


def tanh(z):
    return np.tanh(z)


def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
