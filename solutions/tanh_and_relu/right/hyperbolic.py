tanh_prime = "sech^2(z)"
tanh_prime_in_t = "-(t^2 - 1)"
relu_prime = "Heaviside(z)"
