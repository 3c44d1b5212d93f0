# caught by: test_weights (wrapped-around)
from itertools import pairwise


def count_biases(layer_sizes):
    return sum(layer_sizes[1:])


def count_parameters(layer_sizes):
    return count_weights(layer_sizes) + count_biases(layer_sizes)


def count_weights(s):
    return sum((s[i] * s[i - 1] for i in range(len(s))))
