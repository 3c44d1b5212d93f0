# caught by: test_any_activation (missing-activation)
import numpy as np


def layer_forward(X, W, b, f):
    return X @ W + b
