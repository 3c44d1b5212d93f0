# caught by: test_weights (added-for-multiplied)
def count_weights(layer_sizes):
    return sum(a + b for a, b in zip(layer_sizes[:-1], layer_sizes[1:]))


def count_biases(layer_sizes):
    return sum(layer_sizes[1:])


def count_parameters(layer_sizes):
    return count_weights(layer_sizes) + count_biases(layer_sizes)
