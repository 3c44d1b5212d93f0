# passed passed timeout
def double(x):
    return 2 * x


def apply(function, x):
    return [function(x), function(-x)]


class Meta(type):
    def __call__(cls, by):
        while True:
            pass


class Counter(metaclass=Meta):
    pass
