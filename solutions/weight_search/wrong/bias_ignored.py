# caught by: test_best_weight_random (another-candidate), test_best_weight_outlier (another-candidate)
import numpy as np
def predict(x, w, b): return x*w+b
def sum_squared_error(y, y_hat): return ((y-y_hat)**2).sum()
def best_weight(x, y, candidates, b): return min(candidates, key=lambda w: sum_squared_error(y, x*w))
