# gives 1
import sys


def attack():
    sys.stdout.close()
    return 1
