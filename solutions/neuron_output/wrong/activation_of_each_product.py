# caught by: test_any_activation (activation-before-sum)
import numpy as np


def net_input(x, w, b):
    return w @ x + b


def neuron_output(x, w, b, f):
    return np.sum(f(w * x)) + b
