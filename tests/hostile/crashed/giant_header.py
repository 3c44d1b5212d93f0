# crashed protocol
import os
import struct


def attack():
    os.write(4, struct.pack("<IQ", 0xFFFFFFFF, 0))
