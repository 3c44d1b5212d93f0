# caught by: test_any_activation (activation-before-bias)
def net_input(x, w, b):
    return w @ x + b


def neuron_output(x, w, b, f):
    return f(w @ x) + b
