# raised PermissionError
import os


def attack():
    os.mkdir("/tmp/left-behind-by-student")
