# 3*0.1 = 0.3, -3*0.6 = -1.8, 4*0.2 = 0.8
products: list[float] = [+0.3, -1.8, 8e-1]
net_input: float = -1.2  # with the bias
relu_output: float = -0.0
sigmoid_output: float = 0.23147521650098238
print("done")
