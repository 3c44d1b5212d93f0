# timeout wall
import time

time.sleep(3600)


def attack():
    return 1
