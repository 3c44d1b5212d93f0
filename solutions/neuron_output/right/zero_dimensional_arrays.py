import numpy as np
from math import fsum


def net_input(a, c, d):
    return np.array(fsum([*(a * c), d]))


def neuron_output(a, c, d, g):
    return np.asarray(g(net_input(a, c, d)))
