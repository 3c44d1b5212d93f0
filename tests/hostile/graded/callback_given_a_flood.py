# passed failed passed
import numpy as np


def double(x):
    return 2 * x


def apply(function, x):
    return [function(np.zeros(3_000_000)), 1]


class Counter:
    def __init__(self, by):
        self.by, self.count = by, 0

    def step(self):
        self.count += self.by
