"""What I found, with the names of the notes."""

tanh_prime: str = "tanh'(z) = 1 − tanh²(z)"
tanh_prime_in_t: str = "t' = 1 − t²"
relu_prime: str = "f'(z) = {0 if z<0, 1 if z>0}"
