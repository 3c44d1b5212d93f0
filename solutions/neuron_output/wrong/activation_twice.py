# caught by: test_any_activation (activation-twice), test_same_answer_again (activation-twice)
import numpy as np


def net_input(x, w, b):
    return w @ x + b


def neuron_output(x, w, b, f):
    return f(f(net_input(x, w, b)))
