# caught by: test_steps (all-the-same)
derivative = "exp(-z)/(1+exp(-z))^2"
in_terms_of_sigma = "s*(1-s)"
steps = [
    "exp(-z)/(1+exp(-z))^2",
    "exp(-z)/(1+exp(-z))^2",
]
