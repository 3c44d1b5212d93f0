def count_weights(layer_sizes):
    total = 0
    for i in range(1, len(layer_sizes)):
        total += layer_sizes[i - 1] * layer_sizes[i]
    return total


def count_biases(layer_sizes):
    total = 0
    for i, size in enumerate(layer_sizes):
        if i > 0:
            total += size
    return total


def count_parameters(layer_sizes):
    return count_biases(layer_sizes) + count_weights(layer_sizes)
