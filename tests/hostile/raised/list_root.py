# raised PermissionError
import os


def attack():
    return os.listdir("/")
