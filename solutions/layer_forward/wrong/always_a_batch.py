# caught by: test_one_example (row-for-vector), test_worked_example (row-for-vector)
import numpy as np


def layer_forward(X, W, b, f):
    return f(np.atleast_2d(X) @ W + b)
