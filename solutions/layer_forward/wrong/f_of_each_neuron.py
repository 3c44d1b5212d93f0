# caught by: test_softmax (softmax-axis)
import numpy as np


def layer_forward(X, W, b, f):
    Z = X @ W + b
    return f(Z.T).T
