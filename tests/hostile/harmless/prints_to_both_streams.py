# gives 1
import sys


def attack():
    print("to stdout")
    print("to stderr", file=sys.stderr)
    sys.stdout.buffer.write(b"bytes\n")
    return 1
