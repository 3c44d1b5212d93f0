# caught by: test_one_layer (raised), test_batches (wrong-length)
import numpy as np


def forward(X, weights, biases, hidden, output):
    A = X
    activations = [A]
    for k in range(2):
        Z = A @ weights[k] + biases[k]
        A = output(Z) if k == 1 else hidden(Z)
        activations.append(A)
    return activations
