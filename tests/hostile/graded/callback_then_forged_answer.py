# passed crashed passed
import os
import struct


def double(x):
    return 2 * x


def apply(function, x):
    os.write(4, struct.pack('<IQ', 5, 0) + b'\x92\x00\xa1vv')
    return [function(x), function(-x)]


class Counter:
    def __init__(self, by):
        self.by, self.count = by, 0

    def step(self):
        self.count += self.by
