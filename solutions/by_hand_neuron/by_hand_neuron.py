"""One neuron by hand, worked through for the numbers of the student `example`.

x = (0.1, 0.6, 0.2), w = (3, -3, 4), b = -0.5. Everybody else has other numbers and the same steps: multiply each
input by its weight, add the products and the bias once, and only then apply the activation function, to that number.
"""

products = [0.3, -1.8, 0.8]  # 3 * 0.1, -3 * 0.6, 4 * 0.2

net_input = -1.2  # 0.3 - 1.8 + 0.8 is -0.7, and the bias makes it -1.2

relu_output = 0.0  # the net input is negative: the neuron is off

sigmoid_output = 0.2315  # 1 / (1 + e^1.2) = 1 / 4.3201...
