# caught by: test_sigmoid_prime_any_shape (only-first-row)
import numpy as np
def relu_prime(z): return (np.asarray(z) > 0) * 1.0
def sigmoid_prime(z):
    f = lambda t: np.exp(-np.logaddexp(0.0, -np.asarray(t, dtype=float)))
    return (f(z + 1e-6) - f(z - 1e-6)) / 2e-6
def tanh_prime(z): return 1 - np.tanh(z) ** 2
