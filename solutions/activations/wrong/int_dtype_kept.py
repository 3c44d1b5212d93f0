# caught by: test_integer_arrays (truncated-integers), test_large_entries_elementwise (truncated-integers)
import numpy as np
def relu(z): return np.maximum(0, z)
def sigmoid(z):
    out = np.zeros_like(z)
    for i in np.ndindex(np.shape(z)): out[i] = np.exp(-np.logaddexp(0, -float(z[i])))
    return out
def tanh(z): return np.tanh(z)
def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True)); return e / e.sum(axis=-1, keepdims=True)
