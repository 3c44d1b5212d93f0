import numpy as np
def relu(z): return np.where(np.asarray(z) > 0, z, 0)
def sigmoid(z):
    z = np.asarray(z, dtype=float)
    out = np.empty_like(z)
    pos = z >= 0
    out[pos] = 1 / (1 + np.exp(-z[pos]))
    e = np.exp(z[~pos])
    out[~pos] = e / (1 + e)
    return out if out.ndim else float(out)
def tanh(z): return np.tanh(z)
def softmax(z):
    z = np.asarray(z, float)
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)
