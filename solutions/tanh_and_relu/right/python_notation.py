import numpy as np

tanh_prime = "1 - np.tanh(z)**2"
tanh_prime_in_t = "1 - t**2"
relu_prime = "1 if z > 0 else 0"
