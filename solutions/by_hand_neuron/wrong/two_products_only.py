# caught by: test_products_can_be_read (wrong-length)
products = [0.3, -1.8]
net_input = -1.2
relu_output = 0
sigmoid_output = 0.2315
