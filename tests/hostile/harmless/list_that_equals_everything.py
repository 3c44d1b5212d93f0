# gives []
class Always(list):
    __eq__ = lambda self, other: True
    __len__ = lambda self: 5


def attack():
    return Always()
