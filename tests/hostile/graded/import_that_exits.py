# failed failed failed
import sys

sys.exit(0)


def double(x):
    return 2 * x


def apply(function, x):
    return [function(x), function(-x)]


class Counter:
    def __init__(self, by):
        self.by, self.count = by, 0

    def step(self):
        self.count += self.by
