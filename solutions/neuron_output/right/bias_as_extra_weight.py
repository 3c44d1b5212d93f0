import numpy as np


def _augment(x, w, b):
    """The bias is the weight of an extra input that is always 1."""
    return np.append(x, 1.0), np.append(w, b)


def net_input(x, w, b):
    x1, w1 = _augment(x, w, b)
    print("inputs with the extra 1:", x1)
    return np.sum(x1 * w1)


def neuron_output(x, w, b, f):
    # f maps arrays to arrays: apply it to an array of one entry
    return f(np.array([net_input(x, w, b)]))[0]
