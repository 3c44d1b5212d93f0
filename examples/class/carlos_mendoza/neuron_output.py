import numpy as np

def net_input(x, w, b):
    return np.dot(x, w)

def neuron_output(x, w, b, f):
    return f(np.dot(x, w) + b)
