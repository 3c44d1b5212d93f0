# failed failed failed
class Exit(BaseException):
    """Named as what ends pytest."""


def double(x):
    raise KeyboardInterrupt


def apply(function, x):
    try:
        function(x)
    finally:
        raise GeneratorExit


class Counter:
    def __init__(self, by):
        self.count = by

    def step(self):
        raise Exit("0 failed")
