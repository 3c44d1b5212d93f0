"""One neuron: a weighted sum, a bias and an activation function.

The sum of products is the dot product of the weights and the inputs, so one operator replaces the loop:

    w @ x = w_1 * x_1 + ... + w_d * x_d

The bias is added once, after the sum. It is the net input of a neuron whose inputs are all 0.
"""

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
    return w @ x + b


def neuron_output(x: np.ndarray, w: np.ndarray, b: float, f: Callable) -> float:
    """Apply the activation function f to the net input.

    The neuron does not know which function it has: it calls the one that it is given.

    Shapes:
        x: (d,)
        w: (d,)
        b: a number
        f: maps a number to a number, an array to an array of the same shape
        returns: a number
    """
    return f(net_input(x, w, b))
