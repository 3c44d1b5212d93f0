import numpy


def gradient(beta, x, y):
    """Mean gradient, as in most libraries."""
    r = beta[0] + beta[1] * x - y
    return numpy.array([r.mean(), (r * x).mean()])


def minibatch_sgd(x, y, beta0, learning_rate, batch_size, order):
    if batch_size < 1:
        raise ValueError("batch_size")
    path = [beta0.copy()]
    k = 0
    while k < len(order):
        b = order[k : k + batch_size]
        path.append(path[-1] - learning_rate * len(b) * gradient(path[-1], x[b], y[b]))
        k += batch_size
    return numpy.stack(path)
