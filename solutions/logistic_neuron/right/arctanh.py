import numpy as np
class MyError(ValueError): pass
def predict_proba(X, w, b): return np.array([np.exp(z) / (1 + np.exp(z)) for z in np.dot(X, w) + b])
def log_odds(p): return 2 * np.arctanh(2 * np.asarray(p) - 1)
def decision_boundary(w, b):
    try:
        s, i = -float(w[0]) / float(w[1]), -float(b) / float(w[1])
    except ZeroDivisionError as e:
        raise MyError("no slope") from e
    return s, i
