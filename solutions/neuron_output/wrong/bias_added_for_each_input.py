# caught by: test_many_inputs (double-bias)
def net_input(x, w, b):
    return sum(wi * xi + b for wi, xi in zip(w, x))


def neuron_output(x, w, b, f):
    return f(net_input(x, w, b))
