import numpy as np, math
def minibatch_sgd(x, y, beta0, learning_rate, batch_size, order):
    if not batch_size >= 1: raise ValueError
    cuts = np.arange(batch_size, len(order), batch_size)
    D = np.stack([np.ones_like(x), x], axis=1)
    path = [np.asarray(beta0, dtype=float)]
    for batch in np.split(order, cuts):
        path.append(path[-1] - learning_rate * D[batch].T @ (D[batch] @ path[-1] - y[batch]))
    return path
