# caught by: test_nothing_left_behind (argument-changed)
import numpy as np


def collapse(weights, biases):
    W, b = weights[0], biases[0]
    for V, c in zip(weights[1:], biases[1:]):
        c += b @ V
        b = c
        W = W @ V
    return W, b
