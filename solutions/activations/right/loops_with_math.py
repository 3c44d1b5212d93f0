import math

import numpy as np


def _each(function, z):
    """Apply a function of one number to a number or to every entry of an array."""
    if np.ndim(z) == 0:
        return function(float(z))
    return np.array([_each(function, part) for part in z])


def _sigmoid(v):
    if v >= 0:
        return 1 / (1 + math.exp(-v))
    return math.exp(v) / (1 + math.exp(v))


def relu(z):
    return _each(lambda v: v if v > 0 else 0.0, z)


def sigmoid(z):
    return _each(_sigmoid, z)


def tanh(z):
    return _each(math.tanh, z)


def softmax(z):
    if np.ndim(z) > 1:
        return np.array([softmax(row) for row in z])
    biggest = max(z)
    exponentials = [math.exp(v - biggest) for v in z]
    total = sum(exponentials)
    return [e / total for e in exponentials]
