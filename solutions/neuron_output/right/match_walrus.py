import numpy
def net_input(x, w, b):
    match len(x):
        case 0: return b
        case n if (s := sum(x[i]*w[i] for i in range(n))) is not None: return s + b
def neuron_output(x, w, b, f=None): return f(net_input(x, w, b))
