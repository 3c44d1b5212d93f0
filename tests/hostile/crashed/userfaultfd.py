# crashed forbidden
import ctypes
import platform


def attack():
    return ctypes.CDLL(None).syscall({"x86_64": 323, "aarch64": 282}[platform.machine()], 0)
