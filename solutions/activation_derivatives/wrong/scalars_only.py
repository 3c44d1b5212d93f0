# caught by: test_relu_prime_example (raised), test_sigmoid_prime_example (raised)
import math
def relu_prime(z): return 1.0 if z > 0 else 0.0
def sigmoid_prime(z): return math.exp(-abs(z)) / (1 + math.exp(-abs(z))) ** 2
def tanh_prime(z): return 1 - math.tanh(z) ** 2
