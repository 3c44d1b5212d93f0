# caught by: test_softmax_example (-), test_large_entries_softmax (nan-or-inf)
import numpy as np
def relu(z): return np.maximum(0, z)
def sigmoid(z): return np.exp(-np.logaddexp(0, -np.asarray(z, float)))
def tanh(z): return np.tanh(z)
def softmax(z): 
    z = np.asarray(z, float); return z / z.sum(axis=-1, keepdims=True)
