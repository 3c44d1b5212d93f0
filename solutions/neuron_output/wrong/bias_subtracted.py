# caught by: test_many_inputs (argument-sign)
import numpy as np


def net_input(x, w, b):
    return np.dot(w, x) - b


def neuron_output(x, w, b, f):
    return f(net_input(x, w, b))
