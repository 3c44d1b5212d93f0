# caught by: test_batches (part-ignored)
import numpy as np


def layer_forward(X, W, b, f):
    return f(X @ W + b[0])
