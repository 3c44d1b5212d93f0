# caught by: test_net_input (bias-for-each-input)
products = [0.3, -1.8, 0.8]
net_input = -2.2
relu_output = 0
sigmoid_output = 0.0998
