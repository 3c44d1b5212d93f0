# crashed forbidden
import ctypes


def attack():
    return ctypes.CDLL(None).ptrace(0, 0, 0, 0)
