"""One neuron by hand."""

# <your numbers>
made_for = "example"
x = (0.1, 0.6, 0.2)
w = (3, -3, 4)
b = -0.5
# </your numbers>

products = [0.3, -1.8, 0.8]
net_input = -1.2
relu_output = 0
sigmoid_output = 0.2315
