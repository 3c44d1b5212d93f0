# caught by: test_large_entries_elementwise (nearly), test_sigmoid_is_never_zero (cut-off-at-20)
import numpy as np
def relu(z): return np.maximum(0, z)
def sigmoid(z): return 1 / (1 + np.exp(-np.clip(z, -20, 20)))
def tanh(z): return np.tanh(z)
def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True)); return e / e.sum(axis=-1, keepdims=True)
