import numpy as np
def net_input(x, w, b):
    return np.append(x, 1.0) @ np.append(w, b)
def neuron_output(x, w, b, f):
    z = net_input(x, w, b)
    return f(np.array(z))
