# caught by: test_batches (output-everywhere)
import numpy as np


def forward(X, weights, biases, hidden, output):
    A = X
    activations = [A]
    for k in range(len(weights)):
        Z = A @ weights[k] + biases[k]
        A = output(Z)
        activations.append(A)
    return activations
