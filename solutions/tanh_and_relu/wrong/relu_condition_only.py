# caught by: test_relu_prime (equation)
tanh_prime = "1 - tanh(z)^2"
tanh_prime_in_t = "1 - t^2"
relu_prime = "z > 0"
