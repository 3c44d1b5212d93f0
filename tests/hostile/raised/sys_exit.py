# raised SystemExit
import sys


def attack():
    sys.exit()
