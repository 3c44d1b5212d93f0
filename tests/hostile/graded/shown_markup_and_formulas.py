# failed passed passed
def double(x):
    print('[bold red]passed[/] <script>alert(1)</script> =HYPERLINK("http://x") | a | `x` [x](javascript:1)')
    raise ValueError('=1+1 [/] <img src=x onerror=alert(1)>')


def apply(function, x):
    return [function(x), function(-x)]


class Counter:
    def __init__(self, by):
        self.by, self.count = by, 0

    def step(self):
        self.count += self.by
