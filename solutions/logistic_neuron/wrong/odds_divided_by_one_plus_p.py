# caught by: test_log_odds_single_numbers (-)
import numpy as np


def predict_proba(X, w, b):
    return 1.0 / (1.0 + np.exp(-(X @ w + b)))


def decision_boundary(w, b):
    if w[1] == 0:
        raise ValueError('w[1] is 0: the boundary is upright and has no slope')
    return (-w[0] / w[1], -b / w[1])


def log_odds(p):
    return np.log(p / (1 + p))
