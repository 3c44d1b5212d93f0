import numpy as np


def relu(z):
    return np.where(np.asarray(z) > 0, z, 0.0)


def sigmoid(z):
    # 1/(1+e^-z) = exp(-log(1+e^-z)), and logaddexp does the logarithm without overflow
    return np.exp(-np.logaddexp(0.0, -np.asarray(z, dtype=float)))


def tanh(z):
    return np.tanh(np.asarray(z, dtype=float))


def softmax(z):
    z = np.asarray(z, dtype=float)
    return np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True))
