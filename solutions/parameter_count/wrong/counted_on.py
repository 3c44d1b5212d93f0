# caught by: test_nothing_left_behind (kept-between-calls)
def count_weights(layer_sizes):
    return sum(a * b for a, b in zip(layer_sizes[:-1], layer_sizes[1:]))


biases = 0


def count_biases(layer_sizes):
    global biases
    biases += sum(layer_sizes[1:])
    return biases


def count_parameters(layer_sizes):
    return count_weights(layer_sizes) + count_biases(layer_sizes)
