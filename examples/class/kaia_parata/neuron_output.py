from math import fsum


def net_input(inputs, weights, bias):
    return fsum(weight * value for weight, value in zip(weights, inputs)) + bias


def neuron_output(inputs, weights, bias, activation):
    return activation(net_input(inputs, weights, bias))


if __name__ == "__main__":
    print(neuron_output([0.1, 0.2], [1, 2], 0.3, lambda z: max(z, 0.0)))
