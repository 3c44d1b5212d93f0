import numpy as np

print("neuron_output.py loaded, numpy", np.__version__)

def net_input(x, w, b):
    print("x =", x)
    print("w =", w)
    z = 0
    for xi, wi in zip(x, w):
        z = z + xi * wi
        print("  so far:", z)
    print("z + b =", z + b)
    return z + b

def neuron_output(x, w, b, f):
    result = f(net_input(x, w, b))
    print("output:", result)
    return result
