# caught by: test_hidden (relu-sign)
hidden_net = [-0.6, 0.6, 0.3]
hidden = [0.6, 0, 0]
output_net = [2.0, 1.7]
output = [2.0, 1.7]
