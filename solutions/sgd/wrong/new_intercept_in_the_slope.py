# caught by: test_one_pass (updated-one-after-the-other), test_one_point (updated-one-after-the-other)
import numpy as np


def sgd(x, y, beta0, learning_rate, order):
    b0, b1 = beta0
    path = [[b0, b1]]
    for i in order:
        b0 = b0 - learning_rate * (b0 + b1 * x[i] - y[i])
        b1 = b1 - learning_rate * (b0 + b1 * x[i] - y[i]) * x[i]
        path.append([b0, b1])
    return np.array(path)
