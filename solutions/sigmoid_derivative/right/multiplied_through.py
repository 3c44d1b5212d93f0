# e^z instead of e^-z: numerator and denominator times e^(2z)
derivative: str = "exp(z)/(1+exp(z))**2"
in_terms_of_sigma: str = "s - s**2"
steps: list = [
    "-(-exp(-z))/(1+exp(-z))**2",
    "exp(-z)/(1+exp(-z))**2",
    "exp(z)/(exp(z)+1)**2",
]
