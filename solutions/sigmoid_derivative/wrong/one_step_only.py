# caught by: test_steps (wrong-length), test_steps_follow (wrong-length)
derivative = "exp(-z)/(1+exp(-z))^2"
in_terms_of_sigma = "s*(1-s)"
steps = [
    "exp(-z)/(1+exp(-z))^2",
]
