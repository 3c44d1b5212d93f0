"""Multiplied by e^z twice to get rid of the minus signs."""
derivative: str = "exp(z) / (exp(z) + 1)**2"
in_terms_of_sigma: str = "(1 - s) s"
steps: list[str] = [
    "(0*(1 + exp(-z)) + exp(-z)) / (1 + exp(-z))**2",
    "exp(-z) / (1 + exp(-z))**2",
    "exp(z) / (exp(z) + 1)**2",
]
