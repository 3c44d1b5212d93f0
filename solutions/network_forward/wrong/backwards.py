# caught by: test_batches (permuted)
import numpy as np


def forward(X, weights, biases, hidden, output):
    A = X
    activations = [A]
    for k in range(len(weights)):
        Z = A @ weights[k] + biases[k]
        A = output(Z) if k == len(weights) - 1 else hidden(Z)
        activations.append(A)
    return activations[::-1]
