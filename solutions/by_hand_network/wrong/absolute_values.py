# caught by: test_hidden (absolute-value)
hidden_net = [-0.6, 0.6, 0.3]
hidden = [0.6, 0.6, 0.3]
output_net = [1.1, 2.6]
output = [1.1, 2.6]
