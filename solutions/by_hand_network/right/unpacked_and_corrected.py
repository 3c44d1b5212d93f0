output = [0.7, 0.8]  # no
hidden_net, hidden = [-0.6, 0.6, 0.3], [0, 0.6, 0.3]
(output_net, output) = ([-0.7, 0.8], [0.0, 0.8])
