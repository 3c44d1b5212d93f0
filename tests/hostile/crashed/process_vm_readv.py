# crashed forbidden
import ctypes
import os


def attack():
    return ctypes.CDLL(None).process_vm_readv(os.getppid(), None, 0, None, 0, 0)
