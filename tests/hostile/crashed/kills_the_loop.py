# crashed exit
import sys


def attack():
    frame = sys._getframe()
    while frame is not None:
        if "_reading" in getattr(frame.f_locals.get("self"), "__dict__", {}):
            frame.f_locals["self"]._write = None
        frame = frame.f_back
    return 1
