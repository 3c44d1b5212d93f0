# caught by: test_derivative (derivative-of-activated), test_in_terms_of_sigma (sign-inside)
derivative = "z*(1-z)"
in_terms_of_sigma = "s*(1+s)"
steps = ["exp(-z)/(1+exp(-z))^2", "sigma(z)*(1-sigma(z))"]
