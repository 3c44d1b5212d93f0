def net_input(x, w, b):
    # only two inputs in the example
    return w[0] * x[0] + w[1] * x[1] + b


def neuron_output(x, w, b, f):
    return f(net_input(x, w, b))
