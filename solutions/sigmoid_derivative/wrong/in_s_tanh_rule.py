# caught by: test_in_terms_of_sigma (other-function)
derivative = "exp(-z)/(1+exp(-z))^2"
in_terms_of_sigma = "1-s^2"
steps = [
    "(0*(1+exp(-z)) - 1*(-exp(-z)))/(1+exp(-z))^2",
    "exp(-z)/(1+exp(-z))^2",
    "sigma(z)*(1-sigma(z))",
]
