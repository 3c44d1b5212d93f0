# caught by: test_softmax_output (first-bias-again)
import numpy as np


def forward(X, weights, biases, hidden, output):
    A = X
    activations = [A]
    for k in range(len(weights)):
        if len(biases[k]) == len(biases[0]):
            biases = [*biases[:k], biases[0], *biases[k + 1:]]
        Z = A @ weights[k] + biases[k]
        A = output(Z) if k == len(weights) - 1 else hidden(Z)
        activations.append(A)
    return activations
