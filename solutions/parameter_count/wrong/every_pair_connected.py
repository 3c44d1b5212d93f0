# caught by: test_weights (every-pair)
def count_weights(layer_sizes):
    return sum(a * b for a, b in __import__("itertools").combinations(layer_sizes, 2))


def count_biases(layer_sizes):
    return sum(layer_sizes[1:])


def count_parameters(layer_sizes):
    return count_weights(layer_sizes) + count_biases(layer_sizes)
