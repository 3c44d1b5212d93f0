import math
import numpy as np
def numerical_gradient(f, theta, eps=1e-5):
    flat = [float(v) for v in np.ravel(theta)]
    out = []
    for k in range(len(flat)):
        up, dn = flat[:], flat[:]
        up[k] += eps; dn[k] -= eps
        out.append((f(np.array(up).reshape(np.shape(theta))) - f(np.array(dn).reshape(np.shape(theta)))) / (up[k] - dn[k]))
    return np.array(out).reshape(np.shape(theta)).tolist()
def _norm(v): return math.sqrt(math.fsum(float(t) ** 2 for t in np.ravel(v)))
def relative_error(a, b):
    s = _norm(a) + _norm(b)
    if not s: return 0
    return _norm(np.subtract(a, b)) / s
