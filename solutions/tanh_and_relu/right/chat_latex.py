# LaTeX as a chat or a lecture writes it
tanh_prime = r"\[ \boxed{\operatorname{sech}^{2}\left(z\right)} \]"
tanh_prime_in_t = r"$\displaystyle 1 - {t}^{2}$."
relu_prime = r"""
\text{ReLU}'(z) = \begin{cases}
    1, & \text{if } z > 0, \\[2pt]
    0, & \text{if } z < 0.
\end{cases}
"""
