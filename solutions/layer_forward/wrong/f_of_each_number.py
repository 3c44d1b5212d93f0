# caught by: test_softmax (all-the-same)
import numpy as np


def layer_forward(X, W, b, f):
    return np.vectorize(f, otypes=[float])(X @ W + b)
