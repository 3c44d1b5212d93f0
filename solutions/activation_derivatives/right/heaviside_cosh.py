import numpy as np
def relu_prime(z): return np.heaviside(z, 0)
def sigmoid_prime(z): return 0.25 / np.cosh(np.clip(np.asarray(z) / 2, -350, 350)) ** 2
def tanh_prime(z): return 1 / np.cosh(np.clip(z, -300, 300)) ** 2
