"""A network with two layers that computes exclusive or.

A neuron with weights (20, 20) is a step along x1 + x2: with the bias -10 it goes up between 0 and 1 (at least one input
is 1), with the bias -30 between 1 and 2 (both are). The output goes up for the first and down for the second. In the
plane, each hidden neuron draws one straight line; exclusive or is the strip between them.
"""

import numpy as np


def xor_network() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Give the parameters of a 2-2-1 network of sigmoids that computes exclusive or.

    Shapes:
        returns: W1 (2, 2), b1 (2,), W2 (2, 1), b2 (1,)
    """
    W1 = np.array([[20.0, 20.0], [20.0, 20.0]])
    b1 = np.array([-10.0, -30.0])  # or, and
    W2 = np.array([[20.0], [-20.0]])
    b2 = np.array([-10.0])
    return W1, b1, W2, b2
