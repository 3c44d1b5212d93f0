# caught by: test_many_inputs (wrong-shape), test_one_input (wrong-shape)
def net_input(x, w, b):
    return w * x + b


def neuron_output(x, w, b, f):
    return f(net_input(x, w, b))
