# caught by: test_net_input (refused-value), test_outputs_can_be_read (refused-value)
products = [0.3, -1.8, 0.8]
net_input = 0.3 - 1.8 + 0.8 - 0.5
relu_output = 0
sigmoid_output = 0.2315
