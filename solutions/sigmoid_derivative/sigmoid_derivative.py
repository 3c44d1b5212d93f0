"""The derivative of the sigmoid, sigma(z) = 1/(1 + exp(-z)).

The quotient rule (u/v)' = (u'v - u v')/v^2 with u = 1, v = 1 + exp(-z), so u' = 0 and v' = -exp(-z): the minus comes
from the inner derivative. What is left factors into sigma itself and 1 - sigma = exp(-z)/(1 + exp(-z)).
"""

derivative = "exp(-z)/(1+exp(-z))^2"

in_terms_of_sigma = "s*(1-s)"

steps = [
    "(0*(1+exp(-z)) - 1*(-exp(-z)))/(1+exp(-z))^2",
    "exp(-z)/(1+exp(-z))^2",
    "1/(1+exp(-z)) * exp(-z)/(1+exp(-z))",
    "1/(1+exp(-z)) * (1+exp(-z)-1)/(1+exp(-z))",
    "1/(1+exp(-z)) * (1 - 1/(1+exp(-z)))",
    "sigma(z)*(1-sigma(z))",
]
