# caught by: test_hidden_net (refused-value), test_answers_can_be_read (refused-value)
hidden_net = [0.1 * -3 + 0.2 * -2 + 0.1, 0.6, 0.3]
hidden = [0, 0.6, 0.3]
output_net = [-0.7, 0.8]
output = [0, 0.8]
