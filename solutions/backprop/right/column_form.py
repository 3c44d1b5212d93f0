"""One example a column, as in the slides; transposed at the door."""
import numpy as np


def forward(X, W1, b1, W2, b2):
    A1 = np.tanh(W1.T @ X.T + b1[:, None])
    A2 = 1 / (1 + np.exp(-(W2.T @ A1 + b2[:, None])))
    print("hidden:", A1.shape, "output:", A2.shape)
    return [A1.T, A2.T]


def backward(X, Y, W2, A1, A2):
    m = Y.shape[0] * Y.shape[1]
    dZ2 = A2.T - Y.T
    dW2 = 1 / m * dZ2 @ A1
    db2 = 1 / m * np.sum(dZ2, axis=1, keepdims=True)
    dZ1 = W2 @ dZ2 * (1 - A1.T**2)
    dW1 = 1 / m * dZ1 @ X
    db1 = 1 / m * np.sum(dZ1, axis=1, keepdims=True)
    return {"dW1": dW1.T, "db1": db1.ravel(), "dW2": dW2.T, "db2": db2[:, 0]}
