# crashed crashed crashed
import os
import struct

os.write(4, struct.pack('<IQ', 8, 0) + b'\x92\x00\xa5hello')


def double(x):
    return 2 * x


def apply(function, x):
    return [function(x), function(-x)]


class Counter:
    def __init__(self, by):
        self.by, self.count = by, 0

    def step(self):
        self.count += self.by
