import math
import numpy as np

def minibatch_sgd(x, y, beta0, learning_rate, batch_size, order):
    if not batch_size >= 1:
        raise ValueError(f"batch_size is {batch_size}, but a batch has at least one point")
    A = np.column_stack([np.ones_like(x), x])
    n_steps = math.ceil(len(order) / batch_size)
    path = np.empty((n_steps + 1, 2))
    path[0] = beta0
    for k in range(n_steps):
        rows = np.asarray(order)[k * batch_size:(k + 1) * batch_size]
        path[k + 1] = path[k] - learning_rate * A[rows].T @ (A[rows] @ path[k] - y[rows])
    return path
