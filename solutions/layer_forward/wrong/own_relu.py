# caught by: test_batches (wrong-activation)
import numpy as np


def layer_forward(X, W, b, f):
    return np.maximum(X @ W + b, 0)
