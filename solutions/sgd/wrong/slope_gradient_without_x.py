# caught by: test_one_pass (missing-factor)
import numpy as np


def sgd(x, y, beta0, learning_rate, order):
    beta = beta0.copy()
    path = [beta]
    for i in order:
        r = beta[0] + beta[1] * x[i] - y[i]
        beta = beta - learning_rate * r
        path.append(beta)
    return np.array(path)
