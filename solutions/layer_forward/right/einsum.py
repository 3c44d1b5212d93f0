import numpy


def layer_forward(inputs: numpy.ndarray, weights: numpy.ndarray, biases: numpy.ndarray, activation):
    return activation(numpy.add(numpy.einsum("...i,ij->...j", inputs, weights), biases))
