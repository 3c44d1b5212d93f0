# caught by: test_arguments_unchanged (argument-changed)
import numpy as np


def sgd(x, y, beta0, learning_rate, order):
    path = [beta0.copy()]
    for i in order:
        r = beta0[0] + beta0[1] * x[i] - y[i]
        beta0 -= learning_rate * np.array([r, r * x[i]])
        path.append(beta0.copy())
    return np.array(path)
