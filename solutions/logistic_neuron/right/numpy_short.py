import numpy as np

log_odds = lambda p: np.log(np.asarray(p) / (1 - np.asarray(p)))


def predict_proba(X, w, b):
    z = np.dot(X, w) + b
    return np.exp(z) / (np.exp(z) + 1)


def decision_boundary(w, b):
    if not w[1]:
        raise ValueError
    return np.array([w[0], b]) / -w[1]
