# caught by: test_hidden_net (other-numbers), test_output (other-numbers), test_numbers_are_your_own (other-numbers)
made_for = "bo"
hidden_net = [0.4, -1.1, 0.2]
hidden = [0.4, 0, 0.2]
output_net = [1.2, -0.1]
output = [1.2, 0]
