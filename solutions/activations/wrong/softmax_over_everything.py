# caught by: test_softmax_last_axis (softmax-axis)
import numpy as np


def relu(z):
    return np.maximum(z, 0)


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1, e) / (1 + e)


def tanh(z):
    return np.tanh(z)


def softmax(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e)
