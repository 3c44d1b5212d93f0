"""A network without activation functions is one linear layer.

(X W + b) W_next + b_next = X (W W_next) + (b W_next + b_next): a layer put after a layer is a layer. The biases go
through all the layers that follow them.
"""

import numpy as np


def collapse(weights: list[np.ndarray], biases: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Give the single layer that computes what all the layers do.

    Shapes:
        weights: L arrays, (d_0, d_1) to (d_{L-1}, d_L)
        biases: L arrays, (d_1,) to (d_L,)
        returns: W (d_0, d_L) and b (d_L,)
    """
    W, b = weights[0], biases[0]
    for W_next, b_next in zip(weights[1:], biases[1:], strict=True):
        W, b = W @ W_next, b @ W_next + b_next
    return W, b
