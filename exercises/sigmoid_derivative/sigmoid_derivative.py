"""The derivative of the sigmoid, sigma(z) = 1/(1 + exp(-z)). Fill in formulas; nothing here is run."""

# TODO: the derivative of sigma as a formula in z
derivative = ""

# TODO: the same as a formula in s, where s = sigma(z); z is not allowed
in_terms_of_sigma = ""

# TODO: the way in z, from the quotient rule to the result; each entry equals the one before it
steps = []
