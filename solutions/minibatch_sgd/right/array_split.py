import numpy as np


def minibatch_sgd(x, y, beta0, learning_rate, batch_size, order):
    if batch_size < 1:
        raise ValueError
    beta = beta0.astype(float)
    path = [beta.copy()]
    for batch in np.array_split(order, range(batch_size, len(order), batch_size)):
        xb, yb = x[batch], y[batch]
        error = yb - (beta[0] + beta[1] * xb)
        beta += learning_rate * np.array([np.sum(error), np.sum(error * xb)])
        print("after", batch, ":", beta)
        path.append(beta.copy())
    return np.vstack(path)
