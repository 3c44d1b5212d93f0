# caught by: test_one_pass (ignored-argument), test_worked_example_backwards (only-first-row)
import numpy as np


def sgd(x, y, beta0, learning_rate, order):
    beta = beta0.copy()
    path = [beta]
    for i in range(len(order)):
        r = beta[0] + beta[1] * x[i] - y[i]
        beta = beta - learning_rate * np.array([r, r * x[i]])
        path.append(beta)
    return np.array(path)
