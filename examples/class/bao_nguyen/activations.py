import math
import numpy as np


def _elementwise(function, z):
    if np.ndim(z) == 0:
        return function(float(z))
    z = np.asarray(z, dtype=float)
    return np.array([function(v) for v in z.ravel()]).reshape(z.shape)


def _sigmoid(v):
    if v >= 0:
        return 1 / (1 + math.exp(-v))
    return math.exp(v) / (1 + math.exp(v))


def relu(z):
    return _elementwise(lambda v: v if v > 0 else 0.0, z)


def sigmoid(z):
    return _elementwise(_sigmoid, z)


def tanh(z):
    return _elementwise(math.tanh, z)


def softmax(z):
    z = np.asarray(z, dtype=float)
    if z.ndim > 1:
        return np.array([softmax(row) for row in z])
    biggest = max(z)
    exps = [math.exp(v - biggest) for v in z]
    return np.array(exps) / sum(exps)
