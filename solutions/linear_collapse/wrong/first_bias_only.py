# caught by: test_two_layers (missing-bias)
import numpy as np


def collapse(weights, biases):
    W, b = weights[0], biases[0]
    for V, c in zip(weights[1:], biases[1:]):
        b = b @ V
        W = W @ V
    return W, b
