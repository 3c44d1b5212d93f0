import numpy as np

# The lecture writes the column form, so everything is transposed on the way in and out.

def forward(X, W1, b1, W2, b2):
    A1 = np.tanh(W1.T @ X.T + b1[:, None])
    Z2 = W2.T @ A1 + b2[:, None]
    A2 = 1 / (1 + np.exp(-Z2))
    return A1.T, A2.T

def backward(X, Y, W2, A1, A2):
    m = Y.size
    dZ2 = (A2.T - Y.T) / m
    dZ1 = (W2 @ dZ2) * (1 - np.square(A1.T))
    return {
        "dW2": (dZ2 @ A1).T,
        "db2": np.sum(dZ2, axis=1),
        "dW1": (dZ1 @ X).T,
        "db1": np.sum(dZ1, axis=1),
    }
