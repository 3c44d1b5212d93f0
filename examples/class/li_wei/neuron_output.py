import time

time.sleep(3600)


def net_input(x, w, b):
    return sum(x * w) + b


def neuron_output(x, w, b, f):
    return f(net_input(x, w, b))
