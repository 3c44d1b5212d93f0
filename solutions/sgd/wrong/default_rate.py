# caught by: test_any_order (ignored-argument), test_learning_rates (ignored-argument)
import numpy as np


def sgd(x, y, beta0, learning_rate, order):
    learning_rate = 0.1
    beta = beta0.copy()
    path = [beta]
    for i in order:
        r = beta[0] + beta[1] * x[i] - y[i]
        beta = beta - learning_rate * np.array([r, r * x[i]])
        path.append(beta)
    return np.array(path)
