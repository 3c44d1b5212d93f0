# crashed protocol
import os
import struct


def attack():
    header = b"\x93\x00\xa5value\x2a"
    os.write(4, struct.pack("<IQ", len(header), 0) + header)
