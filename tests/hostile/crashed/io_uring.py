# crashed forbidden
import ctypes


def attack():
    return ctypes.CDLL(None).syscall(425, 1, None)
