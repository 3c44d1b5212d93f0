# caught by: test_many_inputs (missing-bias), test_worked_example (missing-bias)
import numpy as np


def net_input(x, w, b):
    return np.dot(w, x)


def neuron_output(x, w, b, f):
    return f(net_input(x, w, b))
