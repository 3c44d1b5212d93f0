# caught by: test_worked_example (constant-factor), test_worked_example_with_relu (constant-factor)
def net_input(x, w, b):
    s = 0
    for i in range(len(x)):
        s += x[i] * w[i]
        return s + b
def neuron_output(x, w, b, f): return f(net_input(x, w, b))
