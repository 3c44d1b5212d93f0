# caught by: test_one_pass (wrong-from-some-row), test_learning_rates (wrong-from-some-row)
import numpy as np


def sgd(x, y, beta0, learning_rate, order):
    beta = beta0.copy()
    path = [beta]
    for k, i in enumerate(order):
        r = beta[0] + beta[1] * x[i] - y[i]
        beta = beta - learning_rate / (k + 1) * np.array([r, r * x[i]])
        path.append(beta)
    return np.array(path)
