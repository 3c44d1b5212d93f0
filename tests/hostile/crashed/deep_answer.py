# crashed protocol
import os
import struct


def attack():
    header = b"\x93\x00\xa5value" + b"\x92\xa1l\x91" * 5000 + b"\x90"
    os.write(4, struct.pack("<IQ", len(header), 0) + header)
