import math

import numpy as np


def minibatch_sgd(xs, ys, start, eta, size, indices):
    if size < 1:
        raise ValueError(size)
    steps = math.ceil(len(indices) / size)
    path = np.zeros((steps + 1, 2))
    path[0] = start
    A = np.c_[np.ones_like(xs), xs]
    for k in range(steps):
        chosen = indices[k * size : (k + 1) * size]
        path[k + 1] = path[k] - eta * A[chosen].T @ (A[chosen] @ path[k] - ys[chosen])
    return path
