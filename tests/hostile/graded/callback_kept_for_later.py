# passed passed failed
kept = []


def double(x):
    return 2 * x


def apply(function, x):
    kept.append(function)
    return [function(x), function(-x)]


class Counter:
    def __init__(self, by):
        self.count = kept[0](by) - kept[0](by) + 2 * by

    def step(self):
        pass
