# caught by: test_batches (wrong-shape), test_worked_example_in_a_batch (wrong-shape)
import numpy as np


def layer_forward(X, W, b, f):
    return f(X @ W + b).ravel()
