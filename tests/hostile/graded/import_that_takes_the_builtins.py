# crashed crashed crashed
import builtins

for name in ('len', 'isinstance', 'getattr', 'print'):
    setattr(builtins, name, None)


def double(x):
    return 3 * x


def apply(function, x):
    return [function(x), function(-x)]


class Counter:
    def __init__(self, by):
        self.by, self.count = by, 0

    def step(self):
        self.count += self.by
