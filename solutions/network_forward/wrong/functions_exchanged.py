# caught by: test_batches (functions-exchanged)
import numpy as np


def forward(X, weights, biases, hidden, output):
    A = X
    activations = [A]
    for k in range(len(weights)):
        Z = A @ weights[k] + biases[k]
        A = hidden(Z) if k == len(weights) - 1 else output(Z)
        activations.append(A)
    return activations
