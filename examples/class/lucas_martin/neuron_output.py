import numpy as np

n = int(input("How many inputs has the neuron? "))
x = [float(input(f"x{i}: ")) for i in range(n)]

def net_input(x, w, b):
    return np.dot(x, w) + b

def neuron_output(x, w, b, f):
    return f(net_input(x, w, b))
