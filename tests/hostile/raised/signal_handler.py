# raised PermissionError
import signal


def attack():
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
