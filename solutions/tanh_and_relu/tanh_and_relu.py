"""The derivatives of tanh and ReLU.

tanh = u/v with u = e^z - e^-z and v = e^z + e^-z, so that u' = v and v' = u. The quotient rule gives
(u'v - u v')/v^2 = (v^2 - u^2)/v^2 = 1 - (u/v)^2: one minus the square of the value itself.

ReLU is the line 0 to the left of 0 and the line z to the right of it; their slopes are 0 and 1.
"""

tanh_prime = "1 - tanh(z)^2"

tanh_prime_in_t = "1 - t^2"

relu_prime = "Piecewise((0, z < 0), (1, z > 0))"
