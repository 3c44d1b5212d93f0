# caught by: test_even_batches (updated-inside-batch)
import numpy as np


def minibatch_sgd(x, y, beta0, learning_rate, batch_size, order):
    if batch_size < 1:
        raise ValueError("batch_size must be at least 1")
    beta = beta0.copy()
    path = [beta]
    for start in range(0, len(order), batch_size):
        batch = order[start:start + batch_size]
        for i in batch:
            r = beta[0] + beta[1] * x[i] - y[i]
            beta = beta - learning_rate * np.array([r, r * x[i]])
        path.append(beta)
    return np.array(path)
