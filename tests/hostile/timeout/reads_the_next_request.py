# timeout wall
import os


def attack():
    return os.read(3, 100)
