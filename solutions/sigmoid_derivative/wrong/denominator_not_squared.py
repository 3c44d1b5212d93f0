# caught by: test_derivative (not-squared)
derivative = "exp(-z)/(1+exp(-z))"
in_terms_of_sigma = "s*(1-s)"
steps = [
    "(0*(1+exp(-z)) - 1*(-exp(-z)))/(1+exp(-z))^2",
    "exp(-z)/(1+exp(-z))^2",
    "sigma(z)*(1-sigma(z))",
]
