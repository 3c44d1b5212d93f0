# caught by: test_nothing_left_behind (argument-changed)
import numpy as np


def layer_forward(X, W, b, f):
    W *= np.ones_like(W)
    b += 1.0
    return f(X @ W + b - 1.0)
