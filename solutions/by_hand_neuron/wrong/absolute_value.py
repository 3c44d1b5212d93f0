# caught by: test_relu_output (absolute-value)
products = [0.3, -1.8, 0.8]
net_input = -1.2
relu_output = 1.2
sigmoid_output = 0.2315
