# crashed forbidden
import ctypes


def attack():
    return ctypes.CDLL(None).setns(0, 0)
