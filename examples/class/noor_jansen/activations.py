import numpy as np


def relu(z):
    return np.maximum(np.asarray(z, dtype=float), 0.0)


def tanh(z):
    return np.tanh(z)


def sigmoid(z):
    raise NotImplementedError


def softmax(z):
    raise NotImplementedError
