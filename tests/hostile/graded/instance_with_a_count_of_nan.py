# passed passed failed
def double(x):
    return 2 * x


def apply(function, x):
    return [function(x), function(-x)]


class Counter:
    def __init__(self, by):
        self.count = float('nan')

    def step(self):
        pass
