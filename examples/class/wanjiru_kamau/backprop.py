import numpy as np


def forward(X, W1, b1, W2, b2):
    """One example after the other, as on the blackboard."""
    hidden, out = [], []
    for x in X:
        a1 = np.tanh(x @ W1 + b1)
        hidden.append(a1)
        out.append(1 / (1 + np.exp(-(a1 @ W2 + b2))))
    return np.array(hidden), np.array(out)


def backward(X, Y, W2, A1, A2):
    m = Y.shape[0] * Y.shape[1]
    dW1 = np.zeros((X.shape[1], A1.shape[1]))
    db1 = np.zeros(A1.shape[1])
    dW2 = np.zeros(W2.shape)
    db2 = np.zeros(W2.shape[1])
    for x, y, a1, a2 in zip(X, Y, A1, A2):
        dz2 = (a2 - y) / m
        dz1 = (W2 @ dz2) * (1 - a1**2)
        dW2 += np.outer(a1, dz2)
        db2 += dz2
        dW1 += np.outer(x, dz1)
        db1 += dz1
    return dict(dW1=dW1, db1=db1, dW2=dW2, db2=db2)
