# caught by: test_weights (last-layer-missing), test_one_layer (raised)
def count_weights(layer_sizes):
    return layer_sizes[0] * layer_sizes[1] + layer_sizes[1] * layer_sizes[2]


def count_biases(layer_sizes):
    return sum(layer_sizes[1:])


def count_parameters(layer_sizes):
    return count_weights(layer_sizes) + count_biases(layer_sizes)
