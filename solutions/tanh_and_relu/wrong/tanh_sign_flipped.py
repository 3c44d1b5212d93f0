# caught by: test_tanh_prime (sign-flipped), test_tanh_prime_in_t (sign-flipped)
tanh_prime = "tanh(z)^2 - 1"
tanh_prime_in_t = "t^2 - 1"
relu_prime = "Piecewise((0, z < 0), (1, z > 0))"
