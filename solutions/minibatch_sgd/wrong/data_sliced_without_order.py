# caught by: test_even_batches (ignored-argument), test_any_order (only-first-row)
import numpy as np


def minibatch_sgd(x, y, beta0, learning_rate, batch_size, order):
    if batch_size < 1:
        raise ValueError("batch_size must be at least 1")
    beta = beta0.copy()
    path = [beta]
    for start in range(0, len(order), batch_size):
        batch = slice(start, start + batch_size)
        r = beta[0] + beta[1] * x[batch] - y[batch]
        gradient = np.array([r.sum(), (r * x[batch]).sum()])
        beta = beta - learning_rate * gradient
        path.append(beta)
    return np.array(path)
