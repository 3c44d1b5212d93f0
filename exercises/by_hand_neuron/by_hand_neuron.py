"""One neuron by hand, with numbers of your own. Fill in numbers; nothing here is run."""

# `grader start by_hand_neuron --student ID` writes your numbers between these two lines. Leave them as they are.
# <your numbers>
made_for = ""
x = ()
w = ()
b = None
# </your numbers>

# TODO: the three products w_1*x_1, w_2*x_2, w_3*x_3, as a list
products = []

# TODO: the net input z
net_input = None

# TODO: the output with f = ReLU
relu_output = None

# TODO: the output with f = sigmoid, to at least three decimal places
sigmoid_output = None
