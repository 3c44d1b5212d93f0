# passed passed passed
import os
import sys
import builtins
import numpy as np

builtins.LEFT_BEHIND = 'CANARY-left'
os.environ['LEFT_BEHIND'] = 'CANARY-left'
sys.modules['left_behind'] = sys
np.left_behind = 'CANARY-left'
np.random.seed(0)
try:
    os.chdir('/tmp')
    os.umask(0)
except OSError:
    pass


def double(x):
    return 2 * x


def apply(function, x):
    return [function(x), function(-x)]


class Counter:
    def __init__(self, by):
        self.by, self.count = by, 0

    def step(self):
        self.count += self.by
