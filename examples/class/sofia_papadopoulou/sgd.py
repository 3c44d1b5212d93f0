import itertools
import numpy as np


def one_step(beta, point, rate):
    xi, yi = point
    row = np.array([1.0, xi])
    return beta - rate * (row @ beta - yi) * row


def sgd(x, y, beta0, learning_rate, order):
    points = ((x[i], y[i]) for i in order)
    start = np.asarray(beta0, dtype=float)
    steps = itertools.accumulate(points, lambda beta, point: one_step(beta, point, learning_rate), initial=start)
    return np.stack(list(steps))
