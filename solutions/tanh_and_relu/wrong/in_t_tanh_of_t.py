# caught by: test_tanh_prime_in_t (tanh-of-t)
tanh_prime = "1 - tanh(z)^2"
tanh_prime_in_t = "1 - tanh(t)^2"
relu_prime = "Piecewise((0, z < 0), (1, z > 0))"
