import numpy as np


def _with_ones(A):
    return np.hstack([A, np.ones((A.shape[0], 1))])


def forward(X, W1, b1, W2, b2):
    hidden = np.tanh(_with_ones(X) @ np.vstack([W1, b1]))
    return hidden, 0.5 * (1 + np.tanh(0.5 * (_with_ones(hidden) @ np.vstack([W2, b2]))))


def backward(X, Y, W2, A1, A2):
    delta2 = A2.copy()
    delta2 -= Y
    delta2 /= np.prod(Y.shape)
    both2 = _with_ones(A1).T @ delta2
    delta1 = delta2 @ np.transpose(W2)
    delta1 *= 1 - A1 * A1
    both1 = _with_ones(X).T @ delta1
    return {"dW2": both2[:-1], "db2": both2[-1], "dW1": both1[:-1], "db1": both1[-1]}
