# caught by: test_deep_networks (wrong-shape), test_one_layer (raised)
import numpy as np


def collapse(weights, biases):
    W, b = weights[0], biases[0]
    V, c = weights[1], biases[1]
    W, b = W @ V, b @ V + c
    return W, b
