"""A network of two layers by hand, worked through for the numbers of the student `example`.

x = (0.1, 0.2), W1 = ((-3, -1, -3), (-2, 3, 2)), b1 = (0.1, 0.1, 0.2),
W2 = ((3, 3), (-1, 1), (-1, 1)), b2 = (0.2, -0.1).

Everybody else has other numbers and the same steps: for each neuron the column of its weights, the bias once, then
ReLU; and the second layer sees what ReLU has left of the first.
"""

hidden_net = [-0.6, 0.6, 0.3]  # 0.1 * (-3) + 0.2 * (-2) + 0.1 is -0.6, and so on

hidden = [0.0, 0.6, 0.3]  # the first neuron is off

output_net = [-0.7, 0.8]  # 0.6 * (-1) + 0.3 * (-1) + 0.2 is -0.7, and so on

output = [0.0, 0.8]
