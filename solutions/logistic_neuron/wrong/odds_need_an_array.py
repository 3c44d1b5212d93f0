# caught by: test_log_odds_single_numbers (raised)
import numpy as np


def predict_proba(X, w, b):
    return 1 / (1 + np.exp(-(X @ w + b)))


def log_odds(p):
    out = p.copy()
    out[...] = np.log(p / (1 - p))
    return out


def decision_boundary(w, b):
    if w[1] == 0:
        raise ValueError("the boundary is upright")
    return -w[0] / w[1], -b / w[1]
