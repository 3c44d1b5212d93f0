import numpy as np

def relu(z):
    if z > 0:
        return z
    else:
        return 0

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def tanh(z):
    return 2 * sigmoid(2 * z) - 1

def softmax(z):
    e = np.exp(z - np.max(z))
    return e / e.sum()
