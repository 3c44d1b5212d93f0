import numpy as np

def minibatch_sgd(x, y, beta0, learning_rate, batch_size, order):
    if batch_size < 1:
        raise ValueError("batch_size")
    beta = np.array(beta0, dtype=float)
    path = [beta]
    for start in range(0, len(x), batch_size):
        xb, yb = x[start:start + batch_size], y[start:start + batch_size]   # never looks at order
        error = beta[0] + beta[1] * xb - yb
        beta = beta - learning_rate * np.array([error.sum(), (error * xb).sum()])
        path.append(beta)
    return np.array(path)
