import numpy as np
from functools import reduce
def collapse(weights, biases):
    def block(W, b):
        M = np.zeros((W.shape[0] + 1, W.shape[1] + 1)); M[:-1, :-1] = W; M[-1, :-1] = b; M[-1, -1] = 1
        return M
    M = reduce(np.matmul, [block(W, b) for W, b in zip(weights, biases)])
    return [M[:-1, :-1], M[-1, :-1]]
