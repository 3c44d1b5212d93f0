# caught by: test_weights (last-layer-missing), test_biases (output-missing)
def count_weights(s): return s[0] * s[1] + s[1] * s[2] if len(s) > 2 else s[0] * s[1]
def count_biases(s): return s[1] + s[2] if len(s) > 2 else s[1]
def count_parameters(s): return count_weights(s) + count_biases(s)
