# caught by: test_nothing_left_behind (-)
import numpy as np


weights = {}


def layer_forward(X, W, b, f):
    W = weights.setdefault(W.shape, W)
    return f(X @ W + b)
