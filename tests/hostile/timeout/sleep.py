# timeout wall
import time


def attack():
    time.sleep(3600)
