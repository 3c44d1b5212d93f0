import numpy as np
def net_input(x, w, b):
    x = np.asarray(x, dtype=np.float64).reshape(1, -1)
    w = np.asarray(w, dtype=np.float64).reshape(-1, 1)
    return (x @ w + b).item()
def neuron_output(x, w, b, f):
    return f(np.array([net_input(x, w, b)]))[0]
