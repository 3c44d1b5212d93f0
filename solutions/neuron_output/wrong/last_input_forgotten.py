# caught by: test_many_inputs (part-ignored), test_one_input (argument-returned)
def net_input(x, w, b):
    total = b
    for i in range(len(x) - 1):
        total = total + w[i] * x[i]
    return total


def neuron_output(x, w, b, f):
    return f(net_input(x, w, b))
