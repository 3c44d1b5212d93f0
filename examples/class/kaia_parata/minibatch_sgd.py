import numpy as np


def gradient(beta, x, y):
    r = beta[0] + beta[1] * x - y
    return np.array([np.sum(r), np.dot(r, x)])


def minibatch_sgd(x, y, beta0, learning_rate, batch_size, order):
    if batch_size < 1:
        raise ValueError
    order = np.asarray(order)
    cuts = np.arange(batch_size, len(order), batch_size)
    betas = [np.asarray(beta0, dtype=float)]
    for batch in np.split(order, cuts):
        betas.append(betas[-1] - learning_rate * gradient(betas[-1], x[batch], y[batch]))
    return np.vstack(betas)
