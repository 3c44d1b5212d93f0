net_input = 1.2  # no, the sign is wrong
products, net_input = [0.3, -1.8, 0.8], -1.2
relu_output, sigmoid_output = 0, 0.23
sigmoid_output = 0.2315
