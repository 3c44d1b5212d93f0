# caught by: test_products (sign-lost)
products = [0.3, 1.8, 0.8]
net_input = 2.4
relu_output = 2.4
sigmoid_output = 0.9168
