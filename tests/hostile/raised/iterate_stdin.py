# raised EOFError
import sys


def attack():
    return [line for line in sys.stdin]
