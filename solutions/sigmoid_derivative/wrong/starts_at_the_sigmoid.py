# caught by: test_steps (wrong-step)
derivative = "exp(-z)/(1+exp(-z))^2"
in_terms_of_sigma = "s*(1-s)"
steps = [
    "1/(1+exp(-z))",
    "exp(-z)/(1+exp(-z))^2",
]
