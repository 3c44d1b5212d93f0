# gives 5000
import sys

sys.setrecursionlimit(20_000)


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def attack():
    return depth(5_000)
