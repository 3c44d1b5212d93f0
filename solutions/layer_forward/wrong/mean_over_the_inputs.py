# caught by: test_batches (constant-factor)
import numpy as np


def layer_forward(X, W, b, f):
    return f(X @ W / X.shape[-1] + b)
