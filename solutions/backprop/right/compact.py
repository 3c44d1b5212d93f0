import numpy as np
sig = lambda z: 1 / (1 + np.exp(-z))
def forward(X, W1, b1, W2, b2): return (A1 := np.tanh(X @ W1 + b1)), sig(A1 @ W2 + b2)
def backward(X, Y, W2, A1, A2):
    d2 = (A2 - Y) / Y.size
    d1 = d2 @ W2.T * (1 - A1 * A1)
    return dict(dW1=X.T @ d1, db1=d1.sum(0), dW2=A1.T @ d2, db2=d2.sum(0))
