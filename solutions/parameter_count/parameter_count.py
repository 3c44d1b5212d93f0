"""How many numbers a network has to learn.

The weights between two layers form a matrix, one row for each input and one column for each neuron; the biases form a
vector as long as the layer. The weights grow with the square of the width, the biases with the width.
"""

from itertools import pairwise


def count_weights(layer_sizes: list[int]) -> int:
    """Count the weights of a fully connected network.

    pairwise gives (before, after) for every two neighbouring layers.

    Shapes:
        layer_sizes: at least two integers, the number of inputs first
        returns: an integer
    """
    return sum(before * after for before, after in pairwise(layer_sizes))


def count_biases(layer_sizes: list[int]) -> int:
    """Count the biases of a fully connected network: the inputs have none.

    Shapes:
        layer_sizes: at least two integers, the number of inputs first
        returns: an integer
    """
    return sum(layer_sizes[1:])


def count_parameters(layer_sizes: list[int]) -> int:
    """Count weights and biases together.

    Shapes:
        layer_sizes: at least two integers, the number of inputs first
        returns: an integer
    """
    return count_weights(layer_sizes) + count_biases(layer_sizes)
