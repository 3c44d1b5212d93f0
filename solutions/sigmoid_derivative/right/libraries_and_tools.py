# as torch, Maxima, Matlab and GeoGebra write it
derivative = "torch.sigmoid(z) * (1 - torch.sigmoid(z))"
in_terms_of_sigma = "s.*(1-s)"
steps = [
    "%e^(-z)/(1+%e^(-z))^2",
    "exp(-z)./(1+exp(-z)).^2",
    "ℯ^(-z) / (1+ℯ^(-z))²",
    "1/(1+np.exp(-z)) - 1/(1+np.exp(-z))**2",
    "sigmoid(z)*(1 - sigmoid(z))",
]
