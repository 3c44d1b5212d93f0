# raised EOFError
import sys


def attack():
    return sys.stdin.read()
