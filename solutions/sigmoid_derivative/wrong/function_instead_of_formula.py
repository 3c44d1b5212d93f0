# caught by: test_derivative (refused-value)
import math


def derivative(z):
    return math.exp(-z) / (1 + math.exp(-z)) ** 2


in_terms_of_sigma = "s*(1-s)"
steps = ["exp(-z)/(1+exp(-z))^2", "sigma(z)*(1-sigma(z))"]
