# caught by: test_backward_batches (inner-sign-lost), test_backward_one_example (inner-sign-lost)
import numpy as np


def forward(X, W1, b1, W2, b2):
    A1 = np.tanh(X @ W1 + b1)
    A2 = 1.0 / (1.0 + np.exp(-(A1 @ W2 + b2)))
    return (A1, A2)


def backward(X, Y, W2, A1, A2):
    dA2 = -(Y / A2 + (1 - Y) / (1 - A2)) / Y.size
    dZ2 = dA2 * A2 * (1 - A2)
    dZ1 = dZ2 @ W2.T * (1 - A1 ** 2)
    return {'dW1': X.T @ dZ1, 'db1': dZ1.sum(axis=0), 'dW2': A1.T @ dZ2, 'db2': dZ2.sum(axis=0)}
