# caught by: test_batches (last-function-missing)
import numpy as np


def forward(X, weights, biases, hidden, output):
    A = X
    activations = [A]
    for k in range(len(weights)):
        Z = A @ weights[k] + biases[k]
        A = Z if k == len(weights) - 1 else hidden(Z)
        activations.append(A)
    return activations
