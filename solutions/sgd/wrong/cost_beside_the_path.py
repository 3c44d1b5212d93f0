# caught by: test_cost_falls (wrong-shape), test_one_pass (wrong-shape)
import numpy as np


def sgd(x, y, beta0, learning_rate, order):
    beta = np.array(beta0)
    rows = [[*beta, 0.5 * np.sum((beta[0] + beta[1] * x - y) ** 2)]]
    for i in order:
        r = beta[0] + beta[1] * x[i] - y[i]
        beta = beta - learning_rate * r * np.array([1.0, x[i]])
        rows.append([*beta, 0.5 * np.sum((beta[0] + beta[1] * x - y) ** 2)])
    return np.array(rows)
