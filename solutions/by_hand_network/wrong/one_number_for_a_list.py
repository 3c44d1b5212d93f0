# caught by: test_answers_can_be_read (wrong-type)
hidden_net = [-0.6, 0.6, 0.3]
hidden = [0, 0.6, 0.3]
output_net = 0.1
output = [0, 0.8]
