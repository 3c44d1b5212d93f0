# caught by: test_hidden_net (missing-bias)
hidden_net = [-0.7, 0.5, 0.1]
hidden = [0, 0.5, 0.1]
output_net = [-0.4, 0.5]
output = [0, 0.5]
