# crashed forbidden
import ctypes
import platform


def attack():
    return ctypes.CDLL(None).syscall({"x86_64": 250, "aarch64": 219}[platform.machine()], 0, -1, 0)
