"""sigma(z) = (1 + tanh(z/2))/2, so its slope is a squared hyperbolic secant."""
derivative = "1/4 * sech(z/2)^2"
in_terms_of_sigma = "1/4 - (s - 1/2)^2"
steps = ("exp(-z)/(1+exp(-z))^2", "1/(exp(z/2)+exp(-z/2))^2", "1/(2*cosh(z/2))^2", "(1 - tanh(z/2)^2)/4")
