# caught by: test_one_example (vector-for-row)
import numpy as np


def layer_forward(X, W, b, f):
    return np.squeeze(f(X @ W + b))
