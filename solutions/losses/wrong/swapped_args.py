# caught by: test_binary_any_shape (swapped-arguments), test_categorical_batches (swapped-arguments)
import numpy as np
def half_sse(y, y_hat): return 0.5 * np.sum((y - y_hat) ** 2)
def mse(y, y_hat): return np.mean((y_hat - y) ** 2)
def binary_cross_entropy(p, y):
    p = np.clip(p, 1e-15, 1 - 1e-15); return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
def categorical_cross_entropy(Y, P): return -np.mean(np.sum(P * np.log(np.maximum(Y, 1e-15)), axis=1))
