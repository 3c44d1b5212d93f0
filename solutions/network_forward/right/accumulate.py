from itertools import accumulate, chain
import numpy as np
def forward(X, weights, biases, hidden, output):
    fs = [hidden] * (len(weights) - 1) + [output]
    return tuple(accumulate(zip(weights, biases, fs), lambda a, l: l[2](np.dot(a, l[0]) + l[1]), initial=X))
