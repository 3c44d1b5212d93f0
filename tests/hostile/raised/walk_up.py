# raised PermissionError
import os


def attack():
    os.chdir("..")
