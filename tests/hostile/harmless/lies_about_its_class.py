# gives <the student's Liar object>
class Liar:
    @property
    def __class__(self):
        return float

    def __float__(self):
        return 1.0


def attack():
    return Liar()
