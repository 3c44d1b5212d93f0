import numpy as np
from math import exp
def relu(z): return z * (np.asarray(z) > 0)
def sigmoid(z):
    a = np.exp(-np.abs(z))
    return np.where(np.asarray(z) < 0, a, 1) / (1 + a)
def tanh(z): return np.sinh(np.clip(z, -20, 20)) / np.cosh(np.clip(z, -20, 20))
def softmax(z):
    t = np.moveaxis(np.asarray(z, dtype=float), -1, 0)
    e = np.exp(t - t.max(axis=0))
    return np.moveaxis(e / e.sum(axis=0), 0, -1)
