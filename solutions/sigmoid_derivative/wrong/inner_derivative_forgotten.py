# caught by: test_derivative (missing-chain-factor), test_steps (wrong-step)
derivative = "1/(1+exp(-z))^2"
in_terms_of_sigma = "s*(1-s)"
steps = [
    "(0 - 1)/(1+exp(-z))^2",
    "-1/(1+exp(-z))^2",
]
