"""How many numbers a network has to learn."""


def count_weights(layer_sizes: list[int]) -> int:
    """Count the weights of a fully connected network.

    Shapes:
        layer_sizes: at least two integers, the number of inputs first
        returns: an integer
    """
    # TODO: each layer has (size of the layer before) * (its own size) weights
    raise NotImplementedError("count_weights: return the number of weights of all layers together")


def count_biases(layer_sizes: list[int]) -> int:
    """Count the biases of a fully connected network.

    Shapes:
        layer_sizes: at least two integers, the number of inputs first
        returns: an integer
    """
    # TODO: one bias for each neuron; inputs are not neurons
    raise NotImplementedError("count_biases: return the number of biases of all layers together")


def count_parameters(layer_sizes: list[int]) -> int:
    """Count weights and biases together.

    Shapes:
        layer_sizes: at least two integers, the number of inputs first
        returns: an integer
    """
    # TODO: weights and biases
    raise NotImplementedError("count_parameters: return the number of weights and biases together")
