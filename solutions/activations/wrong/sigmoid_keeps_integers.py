# caught by: test_integer_arrays (truncated-integers), test_single_numbers (truncated-integers)
import numpy as np


def relu(z):
    return np.maximum(z, 0)


def sigmoid(z):
    z = np.asarray(z)
    out = np.zeros_like(z)
    flat, result = z.ravel(), out.reshape(-1)
    for i in range(flat.size):
        e = np.exp(-abs(flat[i]))
        result[i] = 1 / (1 + e) if flat[i] >= 0 else e / (1 + e)
    return out


def tanh(z):
    return np.tanh(z)


def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
