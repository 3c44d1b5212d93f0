# raised Odd
class Odd(BaseException):
    pass


def attack():
    raise Odd("not an Exception")
