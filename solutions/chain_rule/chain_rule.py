"""The chain rule through one neuron, a = sigma(z), z = w*x + b.

Everywhere da/dz = a(1-a), dz/dw = x and dz/db = 1.

Squared error: dL/da = a - y, so the slope of the sigmoid stays in dL/dz. Where a neuron is surely wrong (a near 0 or 1)
it nearly stops learning.

Cross entropy: dL/da = -y/a + (1-y)/(1-a) = (a-y)/(a(1-a)). The denominator is just da/dz: it cancels, and a - y stays.

Softmax: s_i = e^z_i / S with S the sum of all e^z_k. In z_i both numerator and denominator move:
(e^z_i S - e^z_i e^z_i)/S^2 = s_i - s_i^2. In another z_j only the denominator moves: -e^z_i e^z_j/S^2 = -s_i s_j.
"""

dz_squared_error = "(a-y)*a*(1-a)"

dz_cross_entropy = "a-y"

dw = "(a-y)*x"
db = "a-y"

softmax_same = "s_i*(1-s_i)"

softmax_other = "-s_i*s_j"
