import numpy as np
def count_weights(layer_sizes): s = np.array(layer_sizes, dtype=np.int64); return np.dot(s[:-1], s[1:])
def count_biases(layer_sizes): return np.sum(layer_sizes[1:])
def count_parameters(layer_sizes): return count_weights(layer_sizes) + count_biases(layer_sizes)
