# caught by: test_many_inputs (rounded), test_one_input (rounded)
import numpy as np
def net_input(x, w, b): return round(np.dot(x, w) + b, 4)
def neuron_output(x, w, b, f): return f(net_input(x, w, b))
