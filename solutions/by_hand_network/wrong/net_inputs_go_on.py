# caught by: test_output_net (relu-forgotten)
hidden_net = [-0.6, 0.6, 0.3]
hidden = [0, 0.6, 0.3]
output_net = [-2.5, -1.0]
output = [0, 0]
