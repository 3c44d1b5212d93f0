# passed passed failed
def double(x):
    return 2 * x


def apply(function, x):
    return [function(x), function(-x)]


class Counter:
    def __init__(self, by):
        self.count = 1 << 70_000

    def step(self):
        pass
