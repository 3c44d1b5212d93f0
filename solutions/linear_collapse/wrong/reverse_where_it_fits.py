# caught by: test_two_layers (-)
import numpy as np


def collapse(weights, biases):
    W, b = weights[0], biases[0]
    for V, c in zip(weights[1:], biases[1:]):
        b = b @ V + c
        W = W @ V
    if len({V.shape for V in weights}) == 1 and len(weights) > 1 and W.shape[0] == W.shape[1]:
        W = np.linalg.multi_dot(weights[::-1])
    return W, b
