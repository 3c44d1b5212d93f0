import numpy as np


def sgd(xs, ys, start, eta, indices):
    path = np.empty((len(indices) + 1, 2))
    path[0] = start
    for k, i in enumerate(indices):
        path[k + 1] = path[k] + eta * (ys[i] - path[k] @ [1, xs[i]]) * np.array([1, xs[i]])
    return path
