# caught by: test_worked_example (added-for-multiplied), test_worked_example_with_relu (added-for-multiplied)
def net_input(x, w, b): return sum(a + c for a, c in zip(x, w)) + b
def neuron_output(x, w, b, f): return f(net_input(x, w, b))
