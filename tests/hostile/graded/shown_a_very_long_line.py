# failed passed passed
def double(x):
    print('x' * 10_000_000)
    raise ValueError('y' * 10_000_000)


def apply(function, x):
    return [function(x), function(-x)]


class Counter:
    def __init__(self, by):
        self.by, self.count = by, 0

    def step(self):
        self.count += self.by
