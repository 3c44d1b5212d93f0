# caught by: test_log_odds_near_the_ends (cut-off)
import numpy as np


def predict_proba(X, w, b):
    return 1 / (1 + np.exp(-(X @ w + b)))


def log_odds(p):
    p = np.clip(p, 1e-3, 1 - 1e-3)
    return np.log(p / (1 - p))


def decision_boundary(w, b):
    if w[1] == 0:
        raise ValueError("the boundary is upright")
    return -w[0] / w[1], -b / w[1]
