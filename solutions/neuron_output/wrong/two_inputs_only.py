# caught by: test_many_inputs (part-ignored)
def net_input(x, w, b):
    return x[0] * w[0] + x[1] * w[1] + b


def neuron_output(x, w, b, f):
    return f(net_input(x, w, b))
