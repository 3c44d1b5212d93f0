# gives b''
import os


def attack():
    return os.read(0, 10)
