# passed passed failed
def double(x):
    return 2 * x


def apply(function, x):
    return [function(x), function(-x)]


def Counter(by):
    return None
