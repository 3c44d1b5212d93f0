# caught by: test_perceptron (-), test_any_activation (inputs-activated)
import numpy as np
def net_input(x, w, b): return np.dot(x, w) + b
def neuron_output(x, w, b, f): return np.dot(f(x), w) + b
