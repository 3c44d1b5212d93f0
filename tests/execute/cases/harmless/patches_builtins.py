# gives 7
import builtins

builtins.abs = builtins.sum = builtins.max = lambda *_: 7


def attack():
    return abs(-3)
