import math

import numpy as np


def predict_proba(X, w, b):
    return [1 / (1 + math.exp(-sum(wi * xi for wi, xi in zip(w, row)) - b)) for row in X]


def log_odds(p):
    if np.ndim(p) == 0:
        return math.log(p / (1 - p))
    return [log_odds(part) for part in p]


def decision_boundary(w, b):
    w1, w2 = w
    if w2 == 0:
        raise ValueError("upright")
    return [-w1 / w2, -b / w2]
