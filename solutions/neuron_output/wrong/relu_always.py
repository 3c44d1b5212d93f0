# caught by: test_perceptron (missing-activation), test_any_activation (truncated-integers)
import numpy as np
def net_input(x, w, b): return np.dot(x, w) + b
def neuron_output(x, w, b, f): return max(0, net_input(x, w, b))
