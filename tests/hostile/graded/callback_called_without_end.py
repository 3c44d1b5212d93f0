# passed timeout passed
def double(x):
    return 2 * x


def apply(function, x):
    while True:
        function(x)
        sum(range(50_000))


class Counter:
    def __init__(self, by):
        self.by, self.count = by, 0

    def step(self):
        self.count += self.by
