# caught by: test_output_net (bias-subtracted)
hidden_net = [-0.6, 0.6, 0.3]
hidden = [0, 0.6, 0.3]
output_net = [-1.1, 1.0]
output = [0, 1.0]
