# caught by: test_output_net (missing-bias)
hidden_net = [-0.6, 0.6, 0.3]
hidden = [0, 0.6, 0.3]
output_net = [-0.9, 0.9]
output = [0, 0.9]
