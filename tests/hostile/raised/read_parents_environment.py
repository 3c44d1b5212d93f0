# raised PermissionError
import os


def attack():
    return open(f"/proc/{os.getppid()}/environ", "rb").read()
