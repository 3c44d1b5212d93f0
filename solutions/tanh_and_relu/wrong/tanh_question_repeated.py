# caught by: test_tanh_prime (not-carried-out), test_tanh_prime_can_be_read (not-carried-out)
tanh_prime = "Derivative(tanh(z), z)"
tanh_prime_in_t = "1 - t^2"
relu_prime = "Piecewise((0, z < 0), (1, z > 0))"
