tanh_prime = "1/cosh(z)^2"
tanh_prime_in_t = "1-t²"
relu_prime = "(z > 0)"
