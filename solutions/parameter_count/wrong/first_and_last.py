# caught by: test_weights (-), test_one_layer (constant-factor)
def count_weights(s): return s[0] * s[1] + s[-2] * s[-1]
def count_biases(s): return sum(s[1:])
def count_parameters(s): return count_weights(s) + count_biases(s)
