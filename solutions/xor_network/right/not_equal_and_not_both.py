import numpy as np


def xor_network():
    """The first neuron: only x1; the second: only x2; the output: one of them."""
    W1 = np.array([[12, -12], [-12, 12]])
    b1 = np.full(2, -6.0)
    W2 = np.ones((2, 1)) * 15
    b2 = np.array([-7.5])
    print("weights of", W1.shape, W2.shape)
    return W1, b1, W2, b2
