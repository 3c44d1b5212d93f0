# caught by: test_net_input (missing-bias)
made_for = "example"
x = (0.1, 0.6, 0.2)
w = (3, -3, 4)
b = 0.0
products = [0.3, -1.8, 0.8]
net_input = -0.7
relu_output = 0
sigmoid_output = 0.3318
