# caught by: test_tanh_prime_any_shape (plus-for-minus), test_single_numbers (plus-for-minus)
import numpy as np
def relu_prime(z): return (np.asarray(z) > 0) * 1.0
def sigmoid_prime(z):
    e = np.exp(-np.abs(z)); return e / (1 + e) ** 2
def tanh_prime(z): return 1 + np.tanh(z) ** 2
