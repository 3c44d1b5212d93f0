# caught by: test_relative_error_example (largest-for-norm), test_relative_error_random (largest-for-norm)
import numpy as np
def numerical_gradient(f, theta, eps=1e-5):
    g = np.zeros(theta.shape)
    for i in np.ndindex(theta.shape):
        p, m = theta.copy(), theta.copy(); p[i] += eps; m[i] -= eps
        g[i] = (f(p) - f(m)) / (2*eps)
    return g
def relative_error(a, b):
    d = np.max(np.abs(a)) + np.max(np.abs(b)); return 0.0 if d == 0 else np.max(np.abs(a - b)) / d
