# gives 1
import signal


def attack():
    signal.alarm(1)
    return 1
