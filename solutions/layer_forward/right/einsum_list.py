import numpy as np
def layer_forward(X, W, b, f): return np.asarray(f(np.einsum('...i,ij->...j', X, W) + b)).tolist()
