"""The forward pass of a network with any number of layers.

All activations are kept, not only the last: going backwards, the gradient of each weight matrix needs the activations
that came into its layer.
"""

from collections.abc import Callable

import numpy as np


def forward(
    X: np.ndarray, weights: list[np.ndarray], biases: list[np.ndarray], hidden: Callable, output: Callable
) -> list[np.ndarray]:
    """Give the activations of all layers, the inputs first.

    Shapes:
        X: (n, d_0), or (d_0,) for one example
        weights: L arrays, (d_0, d_1) to (d_{L-1}, d_L)
        biases: L arrays, (d_1,) to (d_L,)
        hidden: the activation function of all layers but the last
        output: the activation function of the last layer
        returns: L + 1 arrays, (n, d_0) to (n, d_L), or (d_0,) to (d_L,) for one example
    """
    activations = [X]
    for W, b in zip(weights, biases, strict=True):
        f = output if len(activations) == len(weights) else hidden
        activations.append(f(activations[-1] @ W + b))
    return activations
