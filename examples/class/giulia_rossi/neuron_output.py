import numpy as np


def net_input(x, w, b):
    """Sum of weights times inputs, plus bias."""
    return np.sum(x * w + b)


def neuron_output(x, w, b, f):
    return f(net_input(x, w, b))
