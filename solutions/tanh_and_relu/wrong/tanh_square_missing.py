# caught by: test_tanh_prime (square-missing), test_tanh_prime_in_t (square-missing)
tanh_prime = "sech(z)"
tanh_prime_in_t = "1-t"
relu_prime = "Piecewise((0, z < 0), (1, z > 0))"
