# caught by: test_sigmoid_prime_any_shape (derivative-of-activated), test_tanh_prime_any_shape (tanh-is-activated)
import numpy as np
def relu_prime(z): return (np.asarray(z) > 0) * 1.0
def sigmoid_prime(z): return z * (1 - z)
def tanh_prime(z): return 1 - np.asarray(z) ** 2
