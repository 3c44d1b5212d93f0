# caught by: test_nothing_left_behind (wrong-length)
import numpy as np


activations = []


def forward(X, weights, biases, hidden, output):
    A = X
    activations.append(A)
    for k in range(len(weights)):
        Z = A @ weights[k] + biases[k]
        A = output(Z) if k == len(weights) - 1 else hidden(Z)
        activations.append(A)
    return activations
