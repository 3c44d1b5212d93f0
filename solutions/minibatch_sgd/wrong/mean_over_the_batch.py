# caught by: test_even_batches (mean-instead-of-sum), test_short_last_batch (mean-instead-of-sum), test_one_batch_of_all (only-first-row)
import numpy as np


def minibatch_sgd(x, y, beta0, learning_rate, batch_size, order):
    if batch_size < 1:
        raise ValueError("batch_size must be at least 1")
    beta = beta0.copy()
    path = [beta]
    for start in range(0, len(order), batch_size):
        batch = order[start:start + batch_size]
        r = beta[0] + beta[1] * x[batch] - y[batch]
        gradient = np.array([r.mean(), (r * x[batch]).mean()])
        beta = beta - learning_rate * gradient
        path.append(beta)
    return np.array(path)
