import numpy as np
def collapse(weights, biases):
    L = len(weights)
    W = np.linalg.multi_dot(weights) if L > 1 else weights[0].copy()
    b = np.zeros(weights[-1].shape[1])
    for i in range(L):
        t = biases[i]
        for V in weights[i + 1:]: t = t @ V
        b = b + t
    return W, b
