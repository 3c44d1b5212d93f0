# caught by: test_many_inputs (rounded)
def net_input(x, w, b):
    return round(float(w @ x + b), 2)


def neuron_output(x, w, b, f):
    return f(net_input(x, w, b))
