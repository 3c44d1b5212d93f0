# gives <the student's Always object>
class Always:
    __eq__ = __le__ = __ge__ = lambda self, other: True
    __float__ = __abs__ = lambda self: 0.0
    __sub__ = __rsub__ = lambda self, other: 0.0
    __array__ = lambda self, *_: 0.0
    __hash__ = None


def attack():
    return Always()
