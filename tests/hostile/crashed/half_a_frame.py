# timeout wall
import os
import time


def attack():
    os.write(4, b"\x10\x00")
    time.sleep(3600)
