import numpy as np


def run(x, weights, biases):
    for W, b in zip(weights, biases):
        x = np.dot(x, W) + b
    return x


def collapse(weights, biases):
    """What the network says to 0 is b, what it says to each unit vector is a row of W more."""
    inputs = weights[0].shape[0]
    b = run(np.zeros(inputs), weights, biases)
    W = np.array([run(row, weights, biases) - b for row in np.eye(inputs)])
    return [W, b]
