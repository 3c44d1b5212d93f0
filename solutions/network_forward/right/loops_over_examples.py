import numpy as np


def one_example(x, weights, biases, hidden, output):
    activations = [list(x)]
    for l in range(len(weights)):
        W, b = weights[l], biases[l]
        z = [sum(activations[-1][i] * W[i, j] for i in range(W.shape[0])) + b[j] for j in range(W.shape[1])]
        f = hidden if l < len(weights) - 1 else output
        activations.append(np.asarray(f(np.array(z))).tolist())
    return activations


def forward(X, weights, biases, hidden, output):
    if np.ndim(X) == 1:
        return one_example(X, weights, biases, hidden, output)
    rows = [one_example(x, weights, biases, hidden, output) for x in X]
    return [[row[l] for row in rows] for l in range(len(weights) + 1)]
