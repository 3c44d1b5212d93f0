def collapse(weights, biases):
    if len(weights) == 1: return weights[0], biases[0]
    W, b = collapse(weights[:-1], biases[:-1])
    return W @ weights[-1], b @ weights[-1] + biases[-1]
