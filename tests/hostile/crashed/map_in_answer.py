# crashed protocol
import os
import struct


def attack():
    header = b"\x93\x00\xa5value" + b"\xdf\x00\x01\x00\x00" + b"".join(
        b"\xcf" + struct.pack(">Q", i * (2**61 - 1) % 2**64) + b"\xc0" for i in range(65536)
    )
    os.write(4, struct.pack("<IQ", len(header), 0) + header)
