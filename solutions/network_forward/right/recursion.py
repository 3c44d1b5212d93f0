def forward(X, weights, biases, hidden, output):
    if len(weights) == 1: return [X, output(X @ weights[0] + biases[0])]
    return [X] + forward(hidden(X @ weights[0] + biases[0]), weights[1:], biases[1:], hidden, output)
