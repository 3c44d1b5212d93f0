# raised PermissionError
import signal


def attack():
    signal.raise_signal(signal.SIGSTOP)
