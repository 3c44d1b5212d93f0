# raised PermissionError
import os
import signal


def attack():
    os.kill(-1, signal.SIGKILL)
