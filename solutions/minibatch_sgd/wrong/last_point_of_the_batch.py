# caught by: test_any_order (only-first-row)
import numpy as np


def minibatch_sgd(x, y, beta0, learning_rate, batch_size, order):
    if batch_size < 1:
        raise ValueError
    beta = np.array(beta0, float)
    path = [beta]
    for s in range(0, len(order), batch_size):
        for i in order[s:s + batch_size]:
            r = beta[0] + beta[1] * x[i] - y[i]
            g = r * np.array([1, x[i]])
        beta = beta - learning_rate * g
        path.append(beta)
    return np.array(path)
