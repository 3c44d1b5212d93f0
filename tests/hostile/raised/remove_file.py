# raised PermissionError
import os


def attack():
    os.remove("/etc/hostname")
