# caught by: test_products_can_be_read (wrong-length)
products = []
net_input = None
relu_output = None
sigmoid_output = None
