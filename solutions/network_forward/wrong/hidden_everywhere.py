# caught by: test_batches (hidden-everywhere), test_one_layer (hidden-everywhere)
import numpy as np


def forward(X, weights, biases, hidden, output):
    A = X
    activations = [A]
    for k in range(len(weights)):
        Z = A @ weights[k] + biases[k]
        A = hidden(Z)
        activations.append(A)
    return activations
