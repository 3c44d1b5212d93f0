# gives 1
import os


def attack():
    for descriptor in (0, 1, 2, 5, 6, 7, 100):
        try:
            os.close(descriptor)
        except OSError:
            pass
    return 1
