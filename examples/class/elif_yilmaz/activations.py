import numpy as np

def relu(z):
    z = np.asarray(z, dtype=float)
    return z * (z > 0)

def sigmoid(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(-np.abs(z))          # never more than 1
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))

def tanh(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(-2 * np.abs(z))
    return np.sign(z) * (-np.expm1(-2 * np.abs(z))) / (1 + e)

def softmax(z):
    z = np.asarray(z, dtype=float)
    shifted = z - np.max(z, axis=-1, keepdims=True)
    return np.exp(shifted) / np.sum(np.exp(shifted), axis=-1, keepdims=True)
