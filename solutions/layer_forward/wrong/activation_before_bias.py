# caught by: test_batches (bias-after-activation)
import numpy as np


def layer_forward(X, W, b, f):
    return f(X @ W) + b
