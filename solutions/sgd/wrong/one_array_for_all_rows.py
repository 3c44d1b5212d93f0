# caught by: test_one_pass (all-the-same), test_arguments_unchanged (argument-changed)
import numpy as np


def sgd(x, y, beta0, learning_rate, order):
    beta = beta0
    path = [beta]
    for i in order:
        r = beta[0] + beta[1] * x[i] - y[i]
        beta -= learning_rate * np.array([r, r * x[i]])
        path.append(beta)
    return np.array(path)
