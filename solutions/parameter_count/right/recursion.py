def count_weights(s): return 0 if len(s) < 2 else s[0]*s[1] + count_weights(s[1:])
def count_biases(s): return sum(s) - s[0]
def count_parameters(s): return count_weights(s) + count_biases(s)
