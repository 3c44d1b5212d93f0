"""The derivatives of tanh and ReLU. Fill in formulas; nothing here is run."""

# TODO: the derivative of tanh as a formula in z
tanh_prime = ""

# TODO: the same as a formula in t, where t = tanh(z); z is not allowed
tanh_prime_in_t = ""

# TODO: the derivative of relu(z) = max(0, z) as a formula in z, for z not 0
relu_prime = ""
