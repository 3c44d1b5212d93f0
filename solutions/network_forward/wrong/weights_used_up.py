# caught by: test_nothing_left_behind (argument-changed)
import numpy as np


def forward(X, weights, biases, hidden, output):
    A = X
    activations = [A]
    while weights:
        Z = A @ weights.pop(0) + biases.pop(0)
        A = hidden(Z) if weights else output(Z)
        activations.append(A)
    return activations
