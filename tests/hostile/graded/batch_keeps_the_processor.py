# timeout timeout timeout
def double(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue


def apply(function, x):
    return double(x)


def Counter(by):
    return double(by)
