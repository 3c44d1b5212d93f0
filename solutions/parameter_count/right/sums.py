def count_weights(s): return sum(a * b for a, b in zip(s, s[1:]))
def count_biases(s): return sum(s[1:])
def count_parameters(s): return count_weights(s) + count_biases(s)
