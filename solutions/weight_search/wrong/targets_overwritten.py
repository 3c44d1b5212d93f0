# caught by: test_nothing_left_behind (argument-changed)
import numpy as np


def predict(x, w, b):
    return x * w + b


def sum_squared_error(y, y_hat):
    difference = y
    difference -= y_hat
    return np.sum(difference**2)


def best_weight(x, y, candidates, b):
    best, least = None, np.inf
    for w in candidates:
        error = sum_squared_error(y, predict(x, w, b))
        if error < least:
            best, least = w, error
    return best
