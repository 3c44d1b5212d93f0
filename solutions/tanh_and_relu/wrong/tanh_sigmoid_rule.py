# caught by: test_tanh_prime (rule-for-sigmoid), test_tanh_prime_in_t (rule-for-sigmoid)
tanh_prime = "tanh(z)(1-tanh(z))"
tanh_prime_in_t = "t(1-t)"
relu_prime = "Piecewise((0, z < 0), (1, z > 0))"
