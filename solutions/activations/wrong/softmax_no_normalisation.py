# caught by: test_softmax_example (not-normalised), test_softmax_last_axis (not-normalised)
import numpy as np
def relu(z): return np.maximum(0, z)
def sigmoid(z): return np.exp(-np.logaddexp(0, -np.asarray(z, float)))
def tanh(z): return np.tanh(z)
def softmax(z): return np.exp(z - np.max(z, axis=-1, keepdims=True))
