import numpy as np


def count_weights(sizes):
    sizes = np.asarray(sizes, dtype=np.int64)
    return sizes[:-1] @ sizes[1:]


def count_biases(sizes):
    return np.sum(sizes[1:])


def count_parameters(sizes):
    sizes = np.asarray(sizes)
    return ((sizes[:-1] + 1) * sizes[1:]).sum()
