import numpy as np
def predict(x, w, b): return np.asarray(x, dtype=float) * w + b
def sum_squared_error(y, y_hat): return sum((np.asarray(y, float) - np.asarray(y_hat, float)) ** 2)
def best_weight(x, y, candidates, b): return sorted(candidates, key=lambda w: sum_squared_error(y, predict(x, w, b)))[0]
