import numpy as np
def _D(x): return np.column_stack([np.ones_like(x), x])
def cost(beta, x, y): r = _D(x) @ beta - y; return r @ r / 2
def gradient(beta, x, y): return _D(x).T @ (_D(x) @ beta - y)
def gradient_descent(x, y, beta0, learning_rate, n_steps):
    out = np.empty((n_steps + 1, 2)); out[0] = beta0
    for k in range(n_steps): out[k + 1] = out[k] - learning_rate * gradient(out[k], x, y)
    return out
