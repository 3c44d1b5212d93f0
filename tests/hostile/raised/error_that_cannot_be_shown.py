# raised Broken
class Broken(Exception):
    def __str__(self):
        raise ValueError("no")

    __repr__ = __str__


def attack():
    raise Broken
