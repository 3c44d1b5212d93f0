products = (0.30, -1.80, 0.80)
net_input = -1.20
relu_output = 0.0
sigmoid_output = 0.231
