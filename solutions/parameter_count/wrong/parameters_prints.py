# caught by: test_first_example (nothing-returned), test_second_example (nothing-returned)
def count_weights(s): return sum(a * b for a, b in zip(s, s[1:]))
def count_biases(s): return sum(s[1:])
def count_parameters(s): print(count_weights(s) + count_biases(s))
