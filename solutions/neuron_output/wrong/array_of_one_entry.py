# caught by: test_one_input (wrong-shape), test_many_inputs (wrong-shape)
def net_input(x, w, b):
    return w.reshape(1, -1) @ x + b


def neuron_output(x, w, b, f):
    return f(net_input(x, w, b))
