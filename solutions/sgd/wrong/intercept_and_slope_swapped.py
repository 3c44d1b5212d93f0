# caught by: test_one_pass (only-first-row)
import numpy as np


def sgd(x, y, beta0, learning_rate, order):
    beta = beta0.copy()
    path = [beta]
    for i in order:
        r = beta[1] + beta[0] * x[i] - y[i]
        beta = beta - learning_rate * np.array([r * x[i], r])
        path.append(beta)
    return np.array(path)
