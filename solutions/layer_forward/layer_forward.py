"""The forward pass of one layer.

`@` does both cases: a matrix times a matrix is a matrix, a vector times a matrix is a vector. Adding b to an array of
shape (n, d_out) adds it to every row: numpy lines up the last axes (broadcasting).
"""

from collections.abc import Callable

import numpy as np


def layer_forward(X: np.ndarray, W: np.ndarray, b: np.ndarray, f: Callable) -> np.ndarray:
    """Give the activations of a layer.

    Shapes:
        X: (n, d_in), or (d_in,) for one example
        W: (d_in, d_out), a column for each neuron
        b: (d_out,)
        f: maps an array to an array of the same shape
        returns: (n, d_out), or (d_out,) for one example
    """
    return f(X @ W + b)
