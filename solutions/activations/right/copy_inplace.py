import numpy as np
def relu(z):
    out = np.array(z, copy=True)
    out[out < 0] = 0
    return out
def sigmoid(z):
    out = np.array(z, dtype=float)
    flat = out.reshape(-1)
    for i, t in enumerate(flat):
        flat[i] = 1/(1+np.exp(-t)) if t > -500 else np.exp(t)
    return out
def tanh(z): return 2 * sigmoid(2 * np.asarray(z)) - 1
def softmax(z):
    out = np.array(z, dtype=float)
    out -= np.amax(out, axis=out.ndim - 1, keepdims=True)
    np.exp(out, out=out)
    out /= out.sum(axis=-1, keepdims=True)
    return out
