tanh_prime = "((e^z+e^-z)(e^z+e^-z) - (e^z-e^-z)(e^z-e^-z))/(e^z+e^-z)^2"
tanh_prime_in_t = "1 - t*t"
relu_prime = "max(0,z)/z"
