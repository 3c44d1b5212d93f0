# caught by: test_sigmoid_prime_any_shape (sigmoid-plus-for-minus), test_single_numbers (sigmoid-plus-for-minus)
import numpy as np
def relu_prime(z): return (np.asarray(z) > 0) * 1.0
def sigmoid_prime(z):
    s = np.exp(-np.logaddexp(0.0, -np.asarray(z, dtype=float))); return s * (1 + s)
def tanh_prime(z): return 1 - np.tanh(z) ** 2
