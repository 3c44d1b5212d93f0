# passed passed passed
def double(x):
    try:
        return 2 * x
    except:
        return None


def apply(function, x):
    return [function(x), function(-x)]


class Counter:
    def __init__(self, by):
        self.by, self.count = by, 0

    def step(self):
        self.count += self.by
