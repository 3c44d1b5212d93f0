"""A network of two layers by hand, with numbers of your own. Fill in numbers; nothing here is run."""

# `grader start by_hand_network --student ID` writes your numbers between these two lines. Leave them as they are.
# <your numbers>
made_for = ""
x = ()
W1 = ()
b1 = ()
W2 = ()
b2 = ()
# </your numbers>

# TODO: the net inputs of the three hidden neurons, as a list
hidden_net = []

# TODO: their activations, after ReLU
hidden = []

# TODO: the net inputs of the two output neurons
output_net = []

# TODO: the outputs, after ReLU
output = []
