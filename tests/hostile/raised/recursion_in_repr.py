# raised RecursionError
class Odd:
    def __repr__(self):
        return repr(self)


def attack():
    return str(Odd())
