# caught by: test_one_pass (only-first-row)
import numpy as np


def sgd(x, y, beta0, learning_rate, order):
    beta = beta0.copy()
    path = [beta]
    for _ in order:
        r = beta[0] + beta[1] * x - y
        beta = beta - learning_rate * np.array([r.sum(), (r * x).sum()])
        path.append(beta)
    return np.array(path)
