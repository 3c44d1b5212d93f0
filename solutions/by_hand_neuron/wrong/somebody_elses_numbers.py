# caught by: test_products (other-numbers), test_net_input (other-numbers), test_numbers_are_your_own (other-numbers)
made_for = "bo"
x = (1.0, 0.4, -0.2)
w = (-3, 3, -2)
b = -0.7
products = [-3.0, 1.2, 0.4]
net_input = -2.1
relu_output = 0
sigmoid_output = 0.1091
