import numpy as np
def forward(X, W1, b1, W2, b2):
    A1 = np.tanh(np.einsum('ni,ih->nh', X, W1) + b1[None])
    A2 = np.exp(-np.logaddexp(0, -(np.einsum('nh,ho->no', A1, W2) + b2[None])))
    return [A1, A2]
def backward(X, Y, W2, A1, A2):
    n, k = Y.shape
    E = (A2 - Y)
    G = np.einsum('no,ho->nh', E, W2) * (1 - A1**2)
    return {"dW1": np.einsum('ni,nh->ih', X, G)/(n*k), "db1": np.einsum('nh->h', G)/(n*k), "dW2": np.einsum('nh,no->ho', A1, E)/(n*k), "db2": np.einsum('no->o', E)/(n*k), "loss": 0.0}
