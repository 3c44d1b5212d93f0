import numpy as np
def predict_proba(X, w, b):
    Z = X @ w.reshape(-1, 1) + b
    return (1 / (1 + np.exp(-Z))).ravel()
def log_odds(p): return -np.log(1 / p - 1)
def decision_boundary(w, b):
    if np.isclose(w[1], 0, atol=1e-300): raise ValueError
    return dict(slope=-w[0]/w[1], intercept=-b/w[1]).values().__iter__() and (-w[0]/w[1], -b/w[1])
