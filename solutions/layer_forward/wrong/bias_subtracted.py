# caught by: test_batches (argument-sign)
import numpy as np


def layer_forward(X, W, b, f):
    return f(X @ W - b)
