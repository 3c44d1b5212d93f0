from math import exp, tanh

import numpy as np


def forward(X, W1, b1, W2, b2):
    A1, A2 = [], []
    for x in X:
        a1 = [tanh(sum(x[i] * W1[i][j] for i in range(len(x))) + b1[j]) for j in range(len(b1))]
        a2 = [1 / (1 + exp(-sum(a1[j] * W2[j][k] for j in range(len(a1))) - b2[k])) for k in range(len(b2))]
        A1.append(a1)
        A2.append(a2)
    return A1, A2


def backward(X, Y, W2, A1, A2):
    n, d_in, h, d_out = len(X), len(X[0]), len(W2), len(W2[0])
    g = {
        "dW1": np.zeros((d_in, h)).tolist(),
        "db1": [0.0] * h,
        "dW2": np.zeros((h, d_out)).tolist(),
        "db2": [0.0] * d_out,
    }
    for r in range(n):
        for k in range(d_out):
            e = (A2[r][k] - Y[r][k]) / (n * d_out)
            g["db2"][k] += e
            for j in range(h):
                g["dW2"][j][k] += A1[r][j] * e
                back = e * W2[j][k] * (1 - A1[r][j] ** 2)
                g["db1"][j] += back
                for i in range(d_in):
                    g["dW1"][i][j] += X[r][i] * back
    return g
