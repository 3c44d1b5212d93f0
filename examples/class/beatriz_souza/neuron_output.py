import numpy as np

def net_input(x, w, b)
    return np.dot(x, w) + b

def neuron_output(x, w, b, f):
    return f(net_input(x, w, b))
