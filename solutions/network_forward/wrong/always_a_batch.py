# caught by: test_one_example (row-for-vector)
import numpy as np


def forward(X, weights, biases, hidden, output):
    A = np.atleast_2d(X)
    activations = [A]
    for k in range(len(weights)):
        Z = A @ weights[k] + biases[k]
        A = output(Z) if k == len(weights) - 1 else hidden(Z)
        activations.append(A)
    return activations
