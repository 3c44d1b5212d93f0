# passed failed passed
def double(x):
    return 2 * x


class Thing:
    def __rmul__(self, other):
        return 16.0


def apply(function, x):
    return [function(Thing()), -14.0]


class Counter:
    def __init__(self, by):
        self.by, self.count = by, 0

    def step(self):
        self.count += self.by
