import numpy as np
def layer_forward(X, W, b, f):
    z = W.T @ X.T + (b if X.ndim == 1 else b[:, None])
    return f(z.T)
