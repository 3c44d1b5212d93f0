def net_input(inputs, weights, bias):
    """sum"""
    total = bias
    for i in range(len(inputs)):
        total += inputs[i] * weights[i]
    return float(total)
def neuron_output(inputs, weights, bias, activation):
    z = net_input(inputs, weights, bias)
    print("z =", z)
    return activation(z)
