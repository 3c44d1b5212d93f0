import numpy as np


def sgd(x, y, beta0, learning_rate, order):
    beta = np.array(beta0)
    path = []
    for i in order:
        error = beta[0] + beta[1] * x[i] - y[i]
        beta[0] -= learning_rate * error
        beta[1] -= learning_rate * error * x[i]
        path.append(beta)          # the same array every time
    return np.array(path)
