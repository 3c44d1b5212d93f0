# caught by: test_hidden_net (bias-twice)
hidden_net = [-0.5, 0.7, 0.5]
hidden = [0, 0.7, 0.5]
output_net = [-1.0, 1.1]
output = [0, 1.1]
