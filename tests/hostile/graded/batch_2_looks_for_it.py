# passed passed passed
import builtins
import os
import sys
import numpy as np

print(getattr(builtins, 'LEFT_BEHIND', ''), os.environ.get('LEFT_BEHIND', ''), getattr(np, 'left_behind', ''), 'left_behind' in sys.modules)


def double(x):
    return 2 * x


def apply(function, x):
    return [function(x), function(-x)]


class Counter:
    def __init__(self, by):
        self.by, self.count = by, 0

    def step(self):
        self.count += self.by
