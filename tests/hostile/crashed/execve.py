# crashed forbidden
import os


def attack():
    os.execv("/bin/sh", ["sh", "-c", "true"])
