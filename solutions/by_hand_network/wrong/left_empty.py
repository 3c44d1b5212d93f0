# caught by: test_answers_can_be_read (wrong-length)
hidden_net = []
hidden = []
output_net = []
output = []
