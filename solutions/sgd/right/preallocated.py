import numpy as np
def sgd(xs, ys, start, eta, sequence):
    P = np.zeros((len(sequence) + 1, 2)); P[0] = start
    for k, i in enumerate(sequence, start=1):
        P[k] = P[k-1]
        r = P[k-1, 0] + P[k-1, 1] * xs[i] - ys[i]
        P[k, 0] -= eta * r; P[k, 1] -= eta * r * xs[i]
    return P
