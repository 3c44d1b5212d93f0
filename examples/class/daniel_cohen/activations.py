import numpy as np


def relu(z):
    return abs(z)


def sigmoid(z):
    z = np.clip(z, -500, 500)
    return 1 / (1 + np.exp(-z))


def tanh(z):
    return np.tanh(z)


def softmax(z):
    e = np.exp(z - np.max(z))
    return e / e.sum(axis=0)
