import numpy as np

def sigmoid(z):
    return np.exp(-np.logaddexp(0, -z))

def forward(X, W1, b1, W2, b2):
    Z1 = np.einsum("nd,dh->nh", X, W1) + b1
    A1 = np.tanh(Z1)
    Z2 = np.einsum("nh,ho->no", A1, W2) + b2
    return [A1, sigmoid(Z2)]

def backward(X, Y, W2, A1, A2):
    delta2 = (A2 - Y) / Y.size
    delta1 = np.einsum("no,ho->nh", delta2, W2) * (1 - A1 * A1)
    grads = {}
    grads["dW2"] = np.einsum("nh,no->ho", A1, delta2)
    grads["db2"] = np.einsum("no->o", delta2)
    grads["dW1"] = np.einsum("nd,nh->dh", X, delta1)
    grads["db1"] = np.einsum("nh->h", delta1)
    grads["delta1"], grads["delta2"] = delta1, delta2   # handy for debugging
    return grads
