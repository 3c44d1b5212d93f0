# caught by: test_large_entries_elementwise (overflow-warning)
import numpy as np


def relu(z):
    return np.maximum(z, 0)


def sigmoid(z):
    z = np.asarray(z)
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


def tanh(z):
    return np.tanh(z)


def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
