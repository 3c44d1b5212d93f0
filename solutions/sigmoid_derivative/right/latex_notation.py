derivative = r"\frac{e^{-z}}{\left(1+e^{-z}\right)^2}"
in_terms_of_sigma = r"s \cdot (1 - s)"
steps = [
    r"\frac{0 \cdot (1+e^{-z}) - 1 \cdot (-e^{-z})}{(1+e^{-z})^2}",
    r"\frac{e^{-z}}{(1+e^{-z})^{2}}",
    r"\frac{1}{1+e^{-z}} \cdot \frac{e^{-z}}{1+e^{-z}}",
    r"\sigma(z) (1 - \sigma(z))",
]
