import numpy as np
def forward(X, W1, b1, W2, b2):
    A1 = np.array([np.tanh(x @ W1 + b1) for x in X]); A2 = np.array([1/(1+np.exp(-(a @ W2 + b2))) for a in A1])
    return (A1, A2)
def backward(X, Y, W2, A1, A2):
    g = {"dW1": 0, "db1": 0, "dW2": 0, "db2": 0}
    for x, y, a, o in zip(X, Y, A1, A2):
        d2 = (o - y) / Y.size; d1 = (W2 @ d2) * (1 - a**2)
        g["dW2"] = g["dW2"] + np.outer(a, d2); g["db2"] = g["db2"] + d2
        g["dW1"] = g["dW1"] + np.outer(x, d1); g["db1"] = g["db1"] + d1
    return g
