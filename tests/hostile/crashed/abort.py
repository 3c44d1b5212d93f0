# crashed signal
import os


def attack():
    os.abort()
