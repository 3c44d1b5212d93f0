# passed failed passed
def double(x):
    return 2 * x


def apply(function, x):
    return [function(2**60000), 0]


class Counter:
    def __init__(self, by):
        self.by, self.count = by, 0

    def step(self):
        self.count += self.by
