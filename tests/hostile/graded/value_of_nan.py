# failed passed passed
import numpy as np


def double(x):
    return np.full(np.shape(x), np.nan)


def apply(function, x):
    return [function(x), function(-x)]


class Counter:
    def __init__(self, by):
        self.by, self.count = by, 0

    def step(self):
        self.count += self.by
