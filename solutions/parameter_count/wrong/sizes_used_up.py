# caught by: test_nothing_left_behind (argument-changed)
def count_weights(layer_sizes):
    return sum(a * b for a, b in zip(layer_sizes[:-1], layer_sizes[1:]))


def count_biases(layer_sizes):
    layer_sizes.pop(0)
    return sum(layer_sizes)


def count_parameters(layer_sizes):
    return count_weights(layer_sizes) + count_biases(layer_sizes)
