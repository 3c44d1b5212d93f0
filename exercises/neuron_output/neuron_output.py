"""One neuron: a weighted sum, a bias and an activation function."""

from collections.abc import Callable

import numpy as np


def net_input(x: np.ndarray, w: np.ndarray, b: float) -> float:
    """Weigh the inputs, add them up and add the bias.

    Shapes:
        x: (d,)
        w: (d,)
        b: a number
        returns: a number
    """
    # TODO: w_1*x_1 + ... + w_d*x_d + b
    raise NotImplementedError("net_input: return the sum of w_i * x_i over all i, plus b")


def neuron_output(x: np.ndarray, w: np.ndarray, b: float, f: Callable) -> float:
    """Apply the activation function f to the net input.

    Shapes:
        x: (d,)
        w: (d,)
        b: a number
        f: maps a number to a number, an array to an array of the same shape
        returns: a number
    """
    # TODO: f of the net input
    raise NotImplementedError("neuron_output: return f of the net input")
