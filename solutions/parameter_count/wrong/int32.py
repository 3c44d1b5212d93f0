# caught by: test_large_networks (integer-overflow)
import numpy as np
def count_weights(s): s = np.array(s, dtype=np.int32); return (s[:-1] * s[1:]).sum(dtype=np.int32)
def count_biases(s): return sum(s[1:])
def count_parameters(s): return count_weights(s) + count_biases(s)
