# gives [0, 1, 2, 3, 4]
import errno
import os


def attack():
    found = []
    for descriptor in range(1 << 16):
        try:
            os.lseek(descriptor, 0, os.SEEK_CUR)
        except OSError as error:
            if error.errno == errno.EBADF:
                continue
        found.append(descriptor)
    return found
