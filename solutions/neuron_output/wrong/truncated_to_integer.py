# caught by: test_many_inputs (truncated-integers)
def net_input(x, w, b):
    return int(w @ x + b)


def neuron_output(x, w, b, f):
    return f(net_input(x, w, b))
