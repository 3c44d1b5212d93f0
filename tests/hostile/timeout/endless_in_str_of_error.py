# timeout cpu
class Slow(Exception):
    def __str__(self):
        while True:
            pass


def attack():
    raise Slow
