derivative = "e^(-z)/(1+e^(-z))^2"
in_terms_of_sigma = "s - s^2"
steps = [
    "((1+e^(-z))*0 - 1*(-e^(-z)))/(1+e^(-z))^2",
    "e^(-z)/(1+e^(-z))^2",
]
