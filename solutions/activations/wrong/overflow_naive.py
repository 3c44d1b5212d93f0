# caught by: test_large_entries_elementwise (overflow-warning), test_large_entries_softmax (nan-or-inf)
import numpy as np
def relu(z): return np.maximum(0, z)
def sigmoid(z): return 1 / (1 + np.exp(-z))
def tanh(z): return np.tanh(z)
def softmax(z): return np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True)
