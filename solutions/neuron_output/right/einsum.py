import numpy as np
def net_input(x, w, b): return np.einsum('i,i->', x, w) + b
def neuron_output(x, w, b, f): return f(np.einsum('i,i', x, w) + b)
