# refused objects
class Thing:
    pass


def attack():
    return [Thing() for _ in range(20_000)]
