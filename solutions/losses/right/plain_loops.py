import math
import numpy as np
EPS = 1e-15
def _flat(a): return [float(v) for v in np.ravel(a)]
def half_sse(y, y_hat): return sum((a - b) ** 2 for a, b in zip(_flat(y), _flat(y_hat))) / 2
def mse(y, y_hat): n = len(_flat(y)); return 2 * half_sse(y, y_hat) / n
def binary_cross_entropy(y, p):
    t = 0; k = 0
    for a, q in zip(_flat(y), _flat(p)):
        q = min(max(q, EPS), 1 - EPS)
        t -= a * math.log(q) + (1 - a) * math.log(1 - q); k += 1
    return t / k
def categorical_cross_entropy(Y, P):
    t = 0
    for r, s in zip(Y, P):
        for a, q in zip(r, s): t += -a * math.log(max(q, EPS))
    return t / len(Y)
