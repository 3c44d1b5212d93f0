# crashed protocol
import os
import struct


def attack():
    os.write(4, struct.pack("<IQ", 4, 0) + b"junk")
