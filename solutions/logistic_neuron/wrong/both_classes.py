# caught by: test_predict_proba_example (wrong-shape), test_predict_proba_batches (wrong-shape)
import numpy as np


def log_odds(p):
    return np.log(p) - np.log1p(-p)


def decision_boundary(w, b):
    if w[1] == 0:
        raise ValueError('w[1] is 0: the boundary is upright and has no slope')
    return (-w[0] / w[1], -b / w[1])


def predict_proba(X, w, b):
    p = 1 / (1 + np.exp(-(X @ w + b)))
    return np.column_stack([1 - p, p])
