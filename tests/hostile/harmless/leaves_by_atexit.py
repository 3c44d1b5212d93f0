# gives 1
import atexit

atexit.register(lambda: open("/tmp/left-behind-by-student", "w"))


def attack():
    return 1
