# caught by: test_many_inputs (constant-factor)
import numpy as np


def net_input(x, w, b):
    return np.mean(w * x) + b


def neuron_output(x, w, b, f):
    return f(net_input(x, w, b))
