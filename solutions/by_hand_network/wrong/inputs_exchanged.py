# caught by: test_hidden_net (inputs-exchanged)
hidden_net = [-0.7, 0.2, -0.2]
hidden = [0, 0.2, 0]
output_net = [0.0, 0.1]
output = [0, 0.1]
