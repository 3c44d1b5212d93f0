# caught by: test_predict_proba_batches (truncated-integers)
import numpy as np


def predict_proba(X, w, b):
    return (X @ w + b > 0).astype(float)


def log_odds(p):
    return np.log(p / (1 - p))


def decision_boundary(w, b):
    if w[1] == 0:
        raise ValueError("the boundary is upright")
    return -w[0] / w[1], -b / w[1]
