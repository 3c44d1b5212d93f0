def collapse(weights, biases):
    W, b = weights[0], biases[0]
    for V, c in zip(weights[1:], biases[1:]): W, b = W @ V, b @ V + c
    return W, b
