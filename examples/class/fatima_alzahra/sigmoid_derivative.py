derivative = "sigma(z)*(1-sigma(z)"
in_terms_of_sigma = "z*(1-z)"
steps = ["exp(-z)/(1+exp(-z))**2"]
