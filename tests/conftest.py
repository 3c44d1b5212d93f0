"""What holds for every test, wherever they are started from."""

import signal


def pytest_configure():
    """Let Ctrl-C reach the programs under test: a shell starts what runs in its background with the signal ignored."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
