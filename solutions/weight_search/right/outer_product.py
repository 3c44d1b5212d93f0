import numpy as np
def predict(x, w, b): return b + w * np.asarray(x)
def sum_squared_error(y, y_hat): return np.linalg.norm(np.asarray(y, float) - y_hat) ** 2
def best_weight(x, y, candidates, b):
    E = ((np.outer(candidates, x) + b - y) ** 2).sum(axis=1)
    return candidates[E.argmin()]
