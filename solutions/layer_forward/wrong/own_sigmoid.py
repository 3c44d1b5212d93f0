# caught by: test_any_activation (wrong-activation)
import numpy as np


def layer_forward(X, W, b, f):
    return 1 / (1 + np.exp(-(X @ W + b)))
