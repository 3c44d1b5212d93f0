# caught by: test_upright_boundary (not-raised)
import numpy as np


def predict_proba(X, w, b):
    return 1 / (1 + np.exp(-(X @ w + b)))


def log_odds(p):
    return np.log(p / (1 - p))


def decision_boundary(w, b):
    if w[1] == 0:
        return np.inf, np.inf
    return -w[0] / w[1], -b / w[1]
