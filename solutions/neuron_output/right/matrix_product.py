import numpy as np


def net_input(x, w, b):
    row = w.reshape(1, -1)
    column = x.reshape(-1, 1)
    return (row @ column + b).item()


def neuron_output(x, w, b, f):
    x = x.copy()
    x *= w  # a copy of our own
    return f(x.sum() + b)
