# caught by: test_best_weight_random (formula-for-search), test_best_weight_outlier (formula-for-search)
import numpy as np
def predict(x, w, b): return x*w+b
def sum_squared_error(y, y_hat): return ((y-y_hat)**2).sum()
def best_weight(x, y, candidates, b): return float(np.dot(x, y-b)/np.dot(x,x))
