"""Forward and backward pass of a network with one hidden layer."""

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
    # TODO: A1 = tanh(X W1 + b1), A2 = sigmoid(A1 W2 + b2)
    raise NotImplementedError("forward: return (A1, A2), the activations of the hidden layer and of the output")


def backward(X: np.ndarray, Y: np.ndarray, W2: np.ndarray, A1: np.ndarray, A2: np.ndarray) -> dict[str, np.ndarray]:
    """Give the gradients of the averaged binary cross entropy.

    Shapes:
        X: (n, d_in)
        Y: (n, d_out)
        W2: (h, d_out)
        A1: (n, h)
        A2: (n, d_out)
        returns: "dW1" (d_in, h), "db1" (h,), "dW2" (h, d_out), "db2" (d_out,)
    """
    # TODO: dZ2 first, from it dW2 and db2; then dZ1, from it dW1 and db1
    raise NotImplementedError('backward: return a dict of the gradients "dW1", "db1", "dW2" and "db2"')
