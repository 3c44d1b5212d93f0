# failed passed passed
def double(x):
    print('\x1b[2J\x1b]0;pwned\x07\x9b31m\r\b\b\u202egnissap\u2066')
    raise ValueError('\x1b[1A\x1b[2K\x1b[32mpassed\x1b[0m')


def apply(function, x):
    return [function(x), function(-x)]


class Counter:
    def __init__(self, by):
        self.by, self.count = by, 0

    def step(self):
        self.count += self.by
