def count_weights(layer_sizes):
    total = 0
    i = 0
    while i < len(layer_sizes) - 1:
        total = total + int(layer_sizes[i]) * int(layer_sizes[i + 1]); i += 1
    return total
def count_biases(layer_sizes):
    n = 0
    for k, s in enumerate(layer_sizes):
        if k == 0: continue
        n += s
    return n
def count_parameters(layer_sizes): return int(count_weights(layer_sizes) + count_biases(layer_sizes))
