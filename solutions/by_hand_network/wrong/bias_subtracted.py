# caught by: test_hidden_net (bias-subtracted)
hidden_net = [-0.8, 0.4, -0.1]
hidden = [0, 0.4, 0]
output_net = [-0.2, 0.3]
output = [0, 0.3]
