# caught by: test_first_example (wrong-type), test_second_example (wrong-type)
import numpy as np
def count_weights(s): return float(sum(a * b for a, b in zip(s, s[1:])))
def count_biases(s): return float(sum(s[1:]))
def count_parameters(s): return count_weights(s) + count_biases(s)
