# caught by: test_net_input (mean-for-sum)
products = [0.3, -1.8, 0.8]
net_input = -0.7333333333333333
relu_output = 0
sigmoid_output = 0.3244
