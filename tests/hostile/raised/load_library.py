# raised OSError
import ctypes


def attack():
    return ctypes.CDLL("libcurl.so.4")
