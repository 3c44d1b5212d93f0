# caught by: test_weights (squares)
def count_weights(layer_sizes):
    return sum(a * a for a, b in zip(layer_sizes[:-1], layer_sizes[1:]))


def count_biases(layer_sizes):
    return sum(layer_sizes[1:])


def count_parameters(layer_sizes):
    return count_weights(layer_sizes) + count_biases(layer_sizes)
