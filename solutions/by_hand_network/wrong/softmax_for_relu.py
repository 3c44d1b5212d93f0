# caught by: test_output (softmax-for-relu)
hidden_net = [-0.6, 0.6, 0.3]
hidden = [0, 0.6, 0.3]
output_net = [-0.7, 0.8]
output = [0.18242552380635635, 0.8175744761936437]
