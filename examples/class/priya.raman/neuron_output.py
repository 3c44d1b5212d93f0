import numpy as np

def net_input(x, w, b):
    x = np.asarray(x, dtype=float)
    w = np.asarray(w, dtype=float)
    return w @ x + b

neuron_output = lambda x, w, b, f: f(net_input(x, w, b))
