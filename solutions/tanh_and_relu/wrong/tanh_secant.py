# caught by: test_tanh_prime (rule-for-tan)
tanh_prime = "sec(z)^2"
tanh_prime_in_t = "1 - t^2"
relu_prime = "Piecewise((0, z < 0), (1, z > 0))"
