# crashed forbidden
import ctypes
import platform


def attack():
    return ctypes.CDLL(None).syscall({"x86_64": 321, "aarch64": 280}[platform.machine()], 0, None, 0)
