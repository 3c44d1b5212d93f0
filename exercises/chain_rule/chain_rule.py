"""The chain rule through one neuron, a = sigma(z), z = w*x + b. Fill in formulas; nothing here is run."""

# TODO: dL/dz for L = (a - y)^2 / 2, in a and y
dz_squared_error = ""

# TODO: dL/dz for L = -(y*ln(a) + (1-y)*ln(1-a)), in a and y
dz_cross_entropy = ""

# TODO: dL/dw and dL/db for the cross entropy, in a, y and x
dw = ""
db = ""

# TODO: the derivative of softmax's s_i in its own net input z_i, in s_i
softmax_same = ""

# TODO: the derivative of s_i in another net input z_j, in s_i and s_j
softmax_other = ""
