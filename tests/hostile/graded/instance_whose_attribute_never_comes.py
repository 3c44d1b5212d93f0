# passed passed timeout
def double(x):
    return 2 * x


def apply(function, x):
    return [function(x), function(-x)]


class Counter:
    def __init__(self, by):
        pass

    def step(self):
        pass

    @property
    def count(self):
        while True:
            pass
