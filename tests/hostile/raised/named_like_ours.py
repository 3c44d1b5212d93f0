# raised StudentTimeout
class StudentTimeout(Exception):
    pass


def attack():
    raise StudentTimeout("I was out of time, honestly")
