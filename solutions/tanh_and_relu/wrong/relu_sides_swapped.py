# caught by: test_relu_prime (sides-swapped)
tanh_prime = "1 - tanh(z)^2"
tanh_prime_in_t = "1 - t^2"
relu_prime = "{0 if z > 0, 1 if z < 0}"
