# gives 7
import builtins

builtins.abs = builtins.sorted = builtins.round = lambda *_: 7


def attack():
    return abs(-3)
