# passed passed failed
import numpy as np


def double(x):
    return 2 * x


def apply(function, x):
    return [function(x), function(-x)]


class Four:
    def __array__(self, *args, **kwargs):
        return np.array(4)


class Counter:
    def __init__(self, by):
        self.count = Four()

    def step(self):
        pass
