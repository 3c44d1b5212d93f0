import numpy as np

def net_input(x, w, b):
    x *= w              # in place, saves memory
    return x.sum() + b

def neuron_output(x, w, b, f):
    return f(net_input(x, w, b))
