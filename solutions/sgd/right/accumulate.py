from itertools import accumulate
import numpy as np
def sgd(x, y, beta0, learning_rate, order):
    step = lambda b, i: b - learning_rate * (b @ np.array([1.0, x[i]]) - y[i]) * np.array([1.0, x[i]])
    return list(accumulate(order, step, initial=beta0.astype(float)))
