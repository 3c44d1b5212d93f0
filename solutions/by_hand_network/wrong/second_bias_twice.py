# caught by: test_output_net (bias-twice)
hidden_net = [-0.6, 0.6, 0.3]
hidden = [0, 0.6, 0.3]
output_net = [-0.5, 0.7]
output = [0, 0.7]
