# failed failed failed
import sys
import types


class Fake(types.ModuleType):
    def __getattr__(self, name):
        return lambda *args, **kwargs: self


sys.modules['numpy'] = Fake('numpy')


def double(x):
    import numpy

    return numpy.multiply(x, 3)


def apply(function, x):
    return [function(x), function(-x)]


class Counter:
    def __init__(self, by):
        self.by, self.count = by, 0

    def step(self):
        self.count += self.by
