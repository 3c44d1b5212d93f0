# caught by: test_single_numbers (raised), test_nothing_left_behind (argument-changed)
import numpy as np
def relu_prime(z):
    z[z <= 0] = 0
    z[z > 0] = 1
    return z
def sigmoid_prime(z):
    e = np.exp(-np.abs(z)); return e / (1 + e) ** 2
def tanh_prime(z): return 1 - np.tanh(z) ** 2
