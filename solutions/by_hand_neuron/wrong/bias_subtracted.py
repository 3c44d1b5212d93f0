# caught by: test_net_input (bias-subtracted)
products = [0.3, -1.8, 0.8]
net_input = -0.2
relu_output = 0
sigmoid_output = 0.4502
