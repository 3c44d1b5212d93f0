# caught by: test_hidden (step-for-relu)
hidden_net = [-0.6, 0.6, 0.3]
hidden = [0, 1, 1]
output_net = [-1.8, 1.9]
output = [0, 1.9]
