import numpy as np
def _sig(z): 
    z = np.asarray(z, float)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1/(1+e), e/(1+e))
def relu_prime(z): return (np.asarray(z) > 0).astype(float)
def sigmoid_prime(z): return _sig(z) * _sig(-np.asarray(z))
def tanh_prime(z): return 1 - np.tanh(z) ** 2
