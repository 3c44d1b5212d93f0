# caught by: test_sigmoid_output (derivative)
products = [0.3, -1.8, 0.8]
net_input = -1.2
relu_output = 0
sigmoid_output = 0.1779
