# crashed signal
import ctypes


def attack():
    return ctypes.string_at(1, 10)
