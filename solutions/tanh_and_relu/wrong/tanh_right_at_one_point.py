# caught by: test_tanh_prime (derivative-of-activated)
tanh_prime = "1 - z^2"
tanh_prime_in_t = "1 - t^2"
relu_prime = "Piecewise((0, z < 0), (1, z > 0))"
