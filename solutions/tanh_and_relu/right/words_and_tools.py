# in words, and as GeoGebra and Matlab write it
tanh_prime = "1 - tanh(z).^2"
tanh_prime_in_t = "answer: 1 - t²"
relu_prime = "0 if z < 0 and 1 if z > 0"
