# raised RuntimeError
import os


def attack():
    if os.system("id") != 0:
        raise RuntimeError("no shell")
