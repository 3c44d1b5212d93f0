import numpy as np


def neuron(X, w, b):
    return X.dot(w) + b


def layer_forward(X, W, b, f):
    outputs = [neuron(X, W[:, k], b[k]) for k in range(W.shape[1])]
    return f(np.stack(outputs, axis=-1))
