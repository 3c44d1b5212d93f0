from numpy import vdot, inner, matmul
def net_input(x, w, b): return vdot(x, w) + b if len(x) > 1 else inner(x, w) + b
def neuron_output(x, w, b, f): return f(matmul(w, x) + b)
