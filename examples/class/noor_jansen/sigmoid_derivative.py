derivative = ""
in_terms_of_sigma = "s*(1-s)"
steps = []
