# caught by: test_steps (wrong-step), test_steps_follow (wrong-step)
derivative = "exp(-z)/(1+exp(-z))^2"
in_terms_of_sigma = "s*(1-s)"
steps = [
    "(0*(1+exp(-z)) - 1*(-exp(-z)))/(1+exp(-z))^2",
    "exp(z)/(1+exp(-z))^2",
    "exp(-z)/(1+exp(-z))^2",
    "sigma(z)*(1-sigma(z))",
]
