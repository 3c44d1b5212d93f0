import numpy as np
def numerical_gradient(f, theta, eps=1e-5):
    theta = theta.astype(float).copy(); g = np.empty_like(theta)
    flat, gf = theta.reshape(-1), g.reshape(-1)
    for i in range(flat.size):
        keep = flat[i]
        vals = []
        for s in (+1, -1):
            flat[i] = keep + s * eps
            vals.append(float(f(theta)))
        flat[i] = keep
        gf[i] = (vals[0] - vals[1]) / 2 / eps
    return g
def relative_error(a, b): return np.linalg.norm(np.ravel(a - b)) / max(np.linalg.norm(np.ravel(a)) + np.linalg.norm(np.ravel(b)), 1e-300)
