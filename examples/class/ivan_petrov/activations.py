import numpy as np

def relu(z):
    z = np.array(z, dtype=float)
    z[z < 0] = 0.01 * z[z < 0]      # leaky, it trains better
    return z

def sigmoid(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))

def tanh(z):
    return np.tanh(z)

def softmax(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
