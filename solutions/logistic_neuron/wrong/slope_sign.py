# caught by: test_decision_boundary_example (slope-sign), test_decision_boundary (slope-sign)
import numpy as np
def predict_proba(X, w, b): return 1 / (1 + np.exp(-(X @ w + b)))
def log_odds(p): return np.log(p / (1 - p))
def decision_boundary(w, b):
    if w[1] == 0: raise ValueError
    return w[0]/w[1], -b/w[1]
