# caught by: test_batches (missing-bias)
import numpy as np


def layer_forward(X, W, b, f):
    return f(X @ W)
