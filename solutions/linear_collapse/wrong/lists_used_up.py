# caught by: test_nothing_left_behind (argument-changed)
import numpy as np


def collapse(weights, biases):
    W, b = weights.pop(0), biases.pop(0)
    for V, c in zip(weights, biases):
        b = b @ V + c
        W = W @ V
    return W, b
