# crashed memory
import os


def attack():
    os._exit(77)
