# caught by: test_best_weight_random (another-candidate)
import numpy as np


def predict(x, w, b):
    return x * w + b


def sum_squared_error(y, y_hat):
    return np.sum((y - y_hat) ** 2)


def best_weight(x, y, candidates, b):
    best, least = None, np.inf
    for w in (candidates[0], candidates[-1]):
        error = sum_squared_error(y, predict(x, w, b))
        if error < least:
            best, least = w, error
    return best
