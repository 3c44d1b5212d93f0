name = "Ada"
minutes = 25
derivative = "sigma'(z) = exp(-z) * (1+exp(-z))^-2"
in_terms_of_sigma = "(1 - s) * s"
steps = [
    "((1+exp(-z))*0 - (-1)*exp(-z)*1)/((1+exp(-z))*(1+exp(-z)))",
    "exp(-z)/((1+exp(-z))*(1+exp(-z)))",
    "sigma(z) * exp(-z) * sigma(z)",
    "sigma(z)*(1-sigma(z))",
]


def notes():
    """Not needed, and never run."""
    return derivative
