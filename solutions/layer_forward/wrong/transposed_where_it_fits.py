# caught by: test_batches (transposed-argument)
import numpy as np


def layer_forward(X, W, b, f):
    if W.shape[0] == W.shape[1]:
        W = W.T
    return f(X @ W + b)
