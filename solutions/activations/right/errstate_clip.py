import numpy as np
def relu(z):
    return np.maximum(z, 0)
def sigmoid(z):
    z = np.asarray(z, dtype=np.float64)
    with np.errstate(over='ignore', under='ignore'):
        return 1.0 / (1.0 + np.exp(-z)) if np.all(z > -700) else np.where(z > -700, 1.0 / (1.0 + np.exp(-np.maximum(z, -700))), np.exp(np.minimum(z, 0)))
def tanh(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(-2 * np.abs(z))
    return np.sign(z) * -np.expm1(-2*np.abs(z)) / (1 + e)
def softmax(z):
    z = np.asarray(z, dtype=float)
    z = z - z.max(-1)[..., np.newaxis]
    p = np.exp(z)
    p /= p.sum(-1)[..., None]
    return p
