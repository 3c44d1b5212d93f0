# caught by: test_batches (raised)
import numpy as np


def layer_forward(X, W, b, f):
    return f(X @ W.T + b)
