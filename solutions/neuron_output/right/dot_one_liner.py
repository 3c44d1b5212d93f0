import numpy as np
net_input = lambda x, w, b: np.dot(x, w) + b
neuron_output = lambda x, w, b, f: f(net_input(x, w, b))
