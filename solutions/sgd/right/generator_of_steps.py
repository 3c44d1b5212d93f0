from itertools import accumulate

import numpy as np


def sgd(x, y, beta0, learning_rate, order):
    def step(beta, i):
        r = y[i] - beta[0] - beta[1] * x[i]
        return [beta[0] + learning_rate * r, beta[1] + learning_rate * r * x[i]]

    return [row for row in accumulate(order, step, initial=list(np.array(beta0)))]
