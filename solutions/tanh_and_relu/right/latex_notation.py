tanh_prime = r"\frac{4}{\left(e^{z}+e^{-z}\right)^{2}}"
tanh_prime_in_t = r"1 - t^{2}"
relu_prime = r"\begin{cases} 0 & \text{if } z < 0 \\ 1 & \text{if } z > 0 \end{cases}"
