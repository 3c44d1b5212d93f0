# passed passed crashed
import os


def double(x):
    return 2 * x


def apply(function, x):
    return [function(x), function(-x)]


class Counter:
    def __init__(self, by):
        pass

    def step(self):
        os._exit(0)
