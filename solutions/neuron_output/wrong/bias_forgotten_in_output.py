# caught by: test_worked_example_with_relu (missing-bias), test_any_activation (missing-bias)
import numpy as np
def net_input(x, w, b): return np.dot(x, w) + b
def neuron_output(x, w, b, f): return f(np.dot(x, w))
