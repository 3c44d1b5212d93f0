# caught by: test_tanh_prime (parts-differentiated)
tanh_prime = "(e^z + e^-z)/(e^z - e^-z)"
tanh_prime_in_t = "1 - t^2"
relu_prime = "Piecewise((0, z < 0), (1, z > 0))"
