# caught by: test_relu_any_shape (only-some-signs), test_single_numbers (constant-factor)
import numpy as np
def relu(z): return (np.asarray(z) > 0) * 1.0
def sigmoid(z): return np.exp(-np.logaddexp(0, -np.asarray(z, float)))
def tanh(z): return np.tanh(z)
def softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True)); return e / e.sum(axis=-1, keepdims=True)
