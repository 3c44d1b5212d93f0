# raised PermissionError
import os


def attack():
    os.symlink("/etc/passwd", "/tmp/left-behind-by-student")
