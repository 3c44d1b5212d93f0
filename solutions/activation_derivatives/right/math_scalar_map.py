import math
import numpy as np
def _map(f):
    def g(z):
        a = np.asarray(z, dtype=float)
        r = np.array([f(float(t)) for t in a.ravel()]).reshape(a.shape)
        return r.item() if r.ndim == 0 else r
    return g
relu_prime = _map(lambda t: 1.0 if t > 0 else 0.0)
sigmoid_prime = _map(lambda t: math.exp(-abs(t)) / (1 + math.exp(-abs(t))) ** 2)
tanh_prime = _map(lambda t: 1 - math.tanh(t) ** 2)
