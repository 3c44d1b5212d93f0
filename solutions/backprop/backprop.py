"""Forward and backward pass of a network with one hidden layer.

Going backwards, each layer does three things with dZ, the derivative of the loss by its net inputs:

    dW = (its input)^T dZ       how much each weight moved the net inputs, summed over the examples
    db = column sums of dZ      a bias moves the net input of every example by the same amount
    dA = dZ W^T                 what is handed to the layer before, times that layer's own derivative there

The shapes say where a transpose belongs: dW must have the shape of W.
"""

import numpy as np


def forward(
    X: np.ndarray, W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Give the activations of the hidden layer (tanh) and of the output (sigmoid).

    Shapes:
        X: (n, d_in)
        W1: (d_in, h)
        b1: (h,)
        W2: (h, d_out)
        b2: (d_out,)
        returns: A1 (n, h) and A2 (n, d_out)
    """
    A1 = np.tanh(X @ W1 + b1)
    A2 = 1.0 / (1.0 + np.exp(-(A1 @ W2 + b2)))
    return A1, A2


def backward(X: np.ndarray, Y: np.ndarray, W2: np.ndarray, A1: np.ndarray, A2: np.ndarray) -> dict[str, np.ndarray]:
    """Give the gradients of the averaged binary cross entropy.

    The mean over all entries of Y enters once, in dZ2; everything after it inherits the factor. tanh' is 1 - tanh^2,
    so the activation A1 is all that has to be kept of the forward pass.

    Shapes:
        X: (n, d_in)
        Y: (n, d_out)
        W2: (h, d_out)
        A1: (n, h)
        A2: (n, d_out)
        returns: "dW1" (d_in, h), "db1" (h,), "dW2" (h, d_out), "db2" (d_out,)
    """
    dZ2 = (A2 - Y) / Y.size
    dZ1 = (dZ2 @ W2.T) * (1.0 - A1**2)
    return {
        "dW1": X.T @ dZ1,
        "db1": dZ1.sum(axis=0),
        "dW2": A1.T @ dZ2,
        "db2": dZ2.sum(axis=0),
    }
