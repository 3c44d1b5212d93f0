# caught by: test_deep_networks (missing-bias)
import numpy as np


def collapse(weights, biases):
    W, b = weights[0], biases[0]
    for V, c in zip(weights[1:], biases[1:]):
        W = W @ V
        b = biases[0] @ np.linalg.multi_dot([np.eye(len(biases[0])), *weights[1:]]) + biases[-1] if len(weights) > 2 else b @ V + c
    return W, b
