import numpy


def gradient(beta, A, y):
    """Gradient of the cost of all rows of A, used here on one row."""
    return A.T.dot(A.dot(beta) - y)


def sgd(x, y, beta0, learning_rate, order):
    A = numpy.column_stack([numpy.ones(len(x)), x])
    path = beta0.reshape(1, 2)
    for i in order.tolist():
        step = path[-1] - learning_rate * gradient(path[-1], A[i : i + 1], y[i : i + 1])
        path = numpy.vstack([path, step])
    return path
