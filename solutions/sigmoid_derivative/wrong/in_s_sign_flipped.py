# caught by: test_in_terms_of_sigma (sign-flipped)
derivative = "exp(-z)/(1+exp(-z))^2"
in_terms_of_sigma = "s*(s-1)"
steps = [
    "(0*(1+exp(-z)) - 1*(-exp(-z)))/(1+exp(-z))^2",
    "exp(-z)/(1+exp(-z))^2",
    "sigma(z)*(1-sigma(z))",
]
