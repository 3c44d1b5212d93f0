# timeout cpu
import itertools


def attack():
    return sum(1 for _ in itertools.repeat(0))
