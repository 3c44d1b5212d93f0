# caught by: test_sigmoid_prime_any_shape (value-for-derivative), test_tanh_prime_any_shape (tanh-value)
import numpy as np
def relu_prime(z): return (np.asarray(z) > 0) * 1.0
def sigmoid_prime(z): return np.exp(-np.logaddexp(0.0, -np.asarray(z, dtype=float)))
def tanh_prime(z): return np.tanh(z)
