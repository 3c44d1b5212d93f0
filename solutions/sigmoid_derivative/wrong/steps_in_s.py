# caught by: test_steps (unknown-name), test_steps_follow (unknown-name)
derivative = "exp(-z)/(1+exp(-z))^2"
in_terms_of_sigma = "s*(1-s)"
steps = [
    "exp(-z)/(1+exp(-z))^2",
    "s*(1-s)",
]
