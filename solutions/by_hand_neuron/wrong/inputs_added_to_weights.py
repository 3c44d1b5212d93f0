# caught by: test_products (added-for-multiplied)
products = [3.1, -2.4, 4.2]
net_input = 4.4
relu_output = 4.4
sigmoid_output = 0.9879
