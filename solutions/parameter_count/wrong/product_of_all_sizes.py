# caught by: test_weights (product-of-all)
def count_weights(layer_sizes):
    return __import__("math").prod(layer_sizes)


def count_biases(layer_sizes):
    return sum(layer_sizes[1:])


def count_parameters(layer_sizes):
    return count_weights(layer_sizes) + count_biases(layer_sizes)
