# caught by: test_batches (wrong-activation), test_any_activation (wrong-activation)
import numpy as np


def forward(X, weights, biases, hidden, output):
    A = X
    activations = [A]
    for k in range(len(weights)):
        Z = A @ weights[k] + biases[k]
        A = output(Z) if k == len(weights) - 1 else np.maximum(Z, 0)
        activations.append(A)
    return activations
