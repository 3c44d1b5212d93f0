from functools import reduce

import numpy as np


def extended(W, b):
    """[[W, 0], [b, 1]]: the bias as the weight of an input that is 1."""
    top = np.hstack([W, np.zeros((W.shape[0], 1))])
    return np.vstack([top, np.append(b, 1.0)])


def collapse(weights, biases):
    M = reduce(np.matmul, [extended(W, b) for W, b in zip(weights, biases)])
    print(M.shape)
    return M[:-1, :-1], M[-1, :-1]
