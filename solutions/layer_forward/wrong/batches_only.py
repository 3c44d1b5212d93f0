# caught by: test_one_example (raised)
import numpy as np


def layer_forward(X, W, b, f):
    n, d = X.shape
    return f(X @ W + np.tile(b, (n, 1)))
