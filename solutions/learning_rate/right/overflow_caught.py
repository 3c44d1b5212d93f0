import math
import numpy as np
def largest_stable_rate(x): return float(2.0 / np.linalg.norm(np.vander(x, 2), 2) ** 2)
def steps_to_converge(x, y, beta0, learning_rate, tol, max_steps):
    b = [float(v) for v in beta0]
    try:
        for k in range(max_steps + 1):
            r = [b[0] + b[1]*xi - yi for xi, yi in zip(x.tolist(), y.tolist())]
            g = (math.fsum(r), math.fsum(ri*xi for ri, xi in zip(r, x.tolist())))
            if math.sqrt(g[0]**2 + g[1]**2) < tol: return np.int64(k)
            b = [bi - learning_rate*gi for bi, gi in zip(b, g)]
    except (OverflowError, ValueError):
        return None
    return None
