"""The forward pass of one layer."""

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
    # TODO: f of X W + b
    raise NotImplementedError("layer_forward: return f(X W + b)")
