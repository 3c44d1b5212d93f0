# caught by: test_sigmoid_any_shape (argument-sign)
import numpy as np


def relu(z):
    return np.maximum(z, 0)


def sigmoid(z):
    z = np.clip(z, -500, 500)
    return 1 / (1 + np.exp(z))


def tanh(z):
    return np.tanh(z)


def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
