# caught by: test_worked_example_in_a_batch (all-the-same), test_batches (all-the-same)
import numpy as np
def layer_forward(X, W, b, f):
    if X.ndim == 2:
        out = np.zeros((len(X), len(b)))
        for i in range(len(X)): out[i] = f(X[0] @ W + b)
        return out
    return f(X @ W + b)
