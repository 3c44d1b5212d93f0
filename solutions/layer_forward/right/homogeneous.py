import numpy as np
def layer_forward(X, W, b, f):
    ones = np.ones(X.shape[:-1] + (1,))
    return f(np.concatenate([X, ones], axis=-1) @ np.vstack([W, b]))
