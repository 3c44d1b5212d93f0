import numpy as np
def relu(z): return (np.abs(z) + z) / 2
def sigmoid(z): return np.exp(-np.logaddexp(0, -np.asarray(z, float)))
def tanh(z): return np.tanh(np.asarray(z))
def softmax(z):
    z = np.array(z, dtype=float)
    return np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True))
