import numpy as np


def minibatch_sgd(x, y, beta0, learning_rate, batch_size, order):
    if batch_size < 1:
        raise ValueError("batch_size must be at least 1")
    beta = np.array(beta0, dtype=float)
    path = [beta]
    for start in range(0, len(order), batch_size):
        batch = order[start:start + batch_size]
        error = beta[0] + beta[1] * x[batch] - y[batch]
        beta = beta - learning_rate * np.array([error.sum(), (error * x[batch]).sum()])
        path.append(beta)
    return np.array(path)
