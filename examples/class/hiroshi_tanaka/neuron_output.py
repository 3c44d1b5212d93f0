import numpy as np


def net_input(x, w, b):
    """Weighted sum of the inputs plus the bias."""
    return float(np.dot(x, w) + b)


def neuron_output(x, w, b, f):
    """The activation of the net input."""
    return float(f(net_input(x, w, b)))
