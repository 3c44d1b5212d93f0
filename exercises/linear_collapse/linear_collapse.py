"""A network without activation functions is one linear layer."""

import numpy as np


def collapse(weights: list[np.ndarray], biases: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Give the single layer that computes what all the layers do.

    Shapes:
        weights: L arrays, (d_0, d_1) to (d_{L-1}, d_L)
        biases: L arrays, (d_1,) to (d_L,)
        returns: W (d_0, d_L) and b (d_L,)
    """
    # TODO: put one layer after the other into a single W and b
    raise NotImplementedError("collapse: return (W, b) with X W + b equal to the whole network without activations")
