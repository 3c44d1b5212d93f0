import numpy as np
def numerical_gradient(f, theta, eps=1e-5):
    t = np.asarray(theta, dtype=float)
    E = np.eye(t.size) * eps
    return np.array([(f((t.ravel() + e).reshape(t.shape)) - f((t.ravel() - e).reshape(t.shape))) / (2 * eps) for e in E]).reshape(t.shape)
def relative_error(a, b):
    a, b = np.ravel(a), np.ravel(b)
    with np.errstate(all='ignore'):
        r = np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))
    return float(np.nan_to_num(r))
