import numpy


def forward(inputs, weights, biases, hidden, output):
    functions = [hidden] * (len(weights) - 1) + [output]
    result = [inputs.copy()]
    for weight, bias, function in zip(weights, biases, functions):
        net_input = numpy.dot(result[-1], weight) + bias
        print(net_input.shape)
        result.append(function(net_input))
    return tuple(result)
