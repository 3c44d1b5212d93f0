# raised PermissionError
import os


def attack():
    return os.stat("/").st_mode
