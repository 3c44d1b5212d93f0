# passed passed passed
def double(x):
    return 2 * x


def apply(function, x):
    return [function(x), function(-x)]


class Memory:
    def __init__(self):
        self.value = 0


class Counter:
    def __init__(self, by):
        self.by, self.memory = by, Memory()

    def step(self):
        self.memory.value += self.by

    @property
    def count(self):
        return self.memory.value
