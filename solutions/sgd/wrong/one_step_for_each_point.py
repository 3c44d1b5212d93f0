# caught by: test_any_order (wrong-shape)
import numpy as np


def sgd(x, y, beta0, learning_rate, order):
    path = np.zeros((len(x) + 1, 2))
    path[0] = beta0
    for k in range(min(len(x), len(order))):
        i = order[k]
        r = path[k, 0] + path[k, 1] * x[i] - y[i]
        path[k + 1] = path[k] - learning_rate * np.array([r, r * x[i]])
    return path
