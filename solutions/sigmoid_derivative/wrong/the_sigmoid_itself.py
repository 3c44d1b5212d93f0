# caught by: test_derivative (not-derived)
derivative = "1/(1+exp(-z))"
in_terms_of_sigma = "s"
steps = [
    "1/(1+exp(-z))",
    "sigma(z)",
]
