# failed passed passed
from concurrent.futures import ThreadPoolExecutor

import numpy as np


def double(x):
    with ThreadPoolExecutor(2) as pool:
        return np.array(list(pool.map(lambda value: 2 * value, x)))


def apply(function, x):
    return [function(x), function(-x)]


class Counter:
    def __init__(self, by):
        self.by, self.count = by, 0

    def step(self):
        self.count += self.by
