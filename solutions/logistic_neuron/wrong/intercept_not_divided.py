# caught by: test_decision_boundary (intercept-not-divided)
import numpy as np


def predict_proba(X, w, b):
    return 1 / (1 + np.exp(-(X @ w + b)))


def log_odds(p):
    return np.log(p / (1 - p))


def decision_boundary(w, b):
    if w[1] == 0:
        raise ValueError("the boundary is upright")
    return -w[0] / w[1], -b
