import numpy


def gradient(beta, x, y):
    r = beta[0] + beta[1] * x - y
    return numpy.array([r.sum(), (r * x).sum()])


def largest_stable_rate(values):
    h = numpy.zeros((2, 2))
    for v in values:
        h += numpy.outer([1, v], [1, v])
    eigenvalues, _ = numpy.linalg.eigh(h)
    print("eigenvalues:", eigenvalues)
    return 2 / eigenvalues.max()


def steps_to_converge(values, targets, start, eta, small, most):
    norms, beta = [], start
    for _ in range(most + 1):
        norms.append(numpy.linalg.norm(gradient(beta, values, targets)))
        beta = beta - eta * gradient(beta, values, targets)
    below = numpy.flatnonzero(numpy.array(norms) < small)
    return below[0] if below.size else None
