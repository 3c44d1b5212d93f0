# caught by: test_arguments_unchanged (argument-changed)
def net_input(x, w, b):
    x *= w
    return x.sum() + b


def neuron_output(x, w, b, f):
    return f(net_input(x.copy(), w, b))
