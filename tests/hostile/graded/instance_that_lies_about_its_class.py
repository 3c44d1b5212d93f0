# passed passed failed
def double(x):
    return 2 * x


def apply(function, x):
    return [function(x), function(-x)]


class Counter:
    __class__ = int

    def __init__(self, by):
        self.count = 0

    def step(self):
        pass
