def net_input(x, w, b):
    total = 0.0
    for i in range(len(x)):
        total += w[i] * x[i]
    return total + b


def neuron_output(x, w, b, f):
    z = net_input(x, w, b)
    return f(z)
