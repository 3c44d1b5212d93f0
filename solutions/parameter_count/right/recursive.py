def count_weights(layer_sizes):
    if len(layer_sizes) < 2:
        return 0
    first, second, *_ = layer_sizes
    return first * second + count_weights(layer_sizes[1:])


def count_biases(layer_sizes):
    return sum(layer_sizes) - layer_sizes[0]


def count_parameters(layer_sizes):
    print("sizes:", *layer_sizes)
    return sum((before + 1) * after for before, after in zip(layer_sizes, layer_sizes[1:]))
