tanh_prime = "4/(e^z + e^-z)^2"
tanh_prime_in_t = "(1-t)(1+t)"
relu_prime = "(1 + sign(z))/2"
