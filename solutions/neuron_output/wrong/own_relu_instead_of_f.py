# caught by: test_any_activation (all-zeros), test_perceptron (missing-activation)
def net_input(x, w, b):
    return w @ x + b


def neuron_output(x, w, b, f):
    return max(0.0, net_input(x, w, b))
