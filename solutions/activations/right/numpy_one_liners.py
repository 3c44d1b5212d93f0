import numpy as np

relu = lambda z: np.where(np.asarray(z) > 0, z, 0)
sigmoid = lambda z: np.exp(-np.logaddexp(0, -np.asarray(z, dtype=float)))
tanh = np.tanh


def softmax(z):
    z = np.asarray(z, dtype=float)
    shifted = z - z.max(-1)[..., None]
    return np.exp(shifted) / np.exp(shifted).sum(-1)[..., None]
