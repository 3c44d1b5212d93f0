"""A network by hand."""

# <your numbers>
made_for = "example"
x = (0.1, 0.2)
W1 = ((-3, -1, -3), (-2, 3, 2))
b1 = (0.1, 0.1, 0.2)
W2 = ((3, 3), (-1, 1), (-1, 1))
b2 = (0.2, -0.1)
# </your numbers>

hidden_net = [-0.6, 0.6, 0.3]
hidden = [0, 0.6, 0.3]
output_net = [-0.7, 0.8]
output = [0, 0.8]
