import math
import numpy as np
def _each(f, z):
    z = np.asarray(z)
    if z.ndim == 0: return f(float(z))
    return [ _each(f, row) for row in z ]
def relu(z): return _each(lambda t: t if t > 0 else 0, z)
def _s(t):
    if t >= 0: return 1 / (1 + math.exp(-t))
    return math.exp(t) / (1 + math.exp(t))
def sigmoid(z): return _each(_s, z)
def tanh(z): return _each(math.tanh, z)
def _row(r):
    m = max(r); e = [math.exp(float(v) - float(m)) for v in r]; s = sum(e)
    return [v / s for v in e]
def softmax(z):
    z = np.asarray(z)
    if z.ndim == 1: return _row(z)
    return [softmax(r) for r in z]
