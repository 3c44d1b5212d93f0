derivative = "e^-z / (1 + e^-z)^2"
in_terms_of_sigma = "s(1-s)"
steps = ["(0 + e^-z)/(1+e^-z)^2", "e^-z/(1+e^-z)^2", "e^-z/(1+e^-z) * 1/(1+e^-z)", "(1-sigma(z)) sigma(z)"]
