import operator as op
from functools import reduce
def net_input(x, w, b):
    return reduce(op.add, map(op.mul, x, w), b)
def neuron_output(x, w, b, f):
    return float(f(net_input(x, w, b)))
