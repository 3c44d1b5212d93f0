# caught by: test_large_networks (nearly)
def count_weights(layer_sizes):
    import numpy as np

    sizes = np.array(layer_sizes, dtype=np.float32)
    return int(sizes[:-1] @ sizes[1:])


def count_biases(layer_sizes):
    return sum(layer_sizes[1:])


def count_parameters(layer_sizes):
    return count_weights(layer_sizes) + count_biases(layer_sizes)
