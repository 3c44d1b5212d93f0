# caught by: test_derivative (not-text)
derivative = 0.25
in_terms_of_sigma = "s*(1-s)"
steps = ["exp(-z)/(1+exp(-z))^2", "sigma(z)*(1-sigma(z))"]
