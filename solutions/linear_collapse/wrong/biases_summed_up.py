# caught by: test_two_layers (-), test_same_answers_as_the_network (off-by-constant)
import numpy as np


def collapse(weights, biases):
    W, b = weights[0], biases[0]
    for V, c in zip(weights[1:], biases[1:]):
        b = b.sum() + c
        W = W @ V
    return W, b
