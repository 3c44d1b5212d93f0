"""Tar members and headers made byte by byte, to say what no honest program writes."""

import tarfile

HONEST = ("ada", "backprop", b"honest")  # what ADA is collected as


def member(name, data=b"", kind=tarfile.REGTYPE, *, fmt=tarfile.GNU_FORMAT, **changes):
    """Give the bytes of one member: headers, data, padding."""
    info = tarfile.TarInfo(name)
    info.type, info.size, info.mtime = kind, len(data), 1_790_000_000
    for key, value in changes.items():
        setattr(info, key, value)
    return info.tobuf(fmt, "utf-8", "surrogateescape") + data + bytes(-len(data) % 512)


def raw_header(name=b"eve/backprop.py", size=b"00000000000", kind=b"0", mtime=b"00000000000", magic=b"ustar\x0000"):
    """Give a header with these very bytes and a right checksum."""
    block = bytearray(512)
    block[: len(name)] = name
    block[124 : 124 + len(size)] = size
    block[136 : 136 + len(mtime)] = mtime
    block[156:157] = kind
    block[257 : 257 + len(magic)] = magic
    block[148:156] = b" " * 8
    block[148:155] = b"%06o\0" % sum(block)
    return bytes(block)


def pax(records):
    """Give a pax header that holds these very bytes."""
    return raw_header(b"pax", b"%011o" % len(records), b"x") + records + bytes(-len(records) % 512)


ADA = member("ada/backprop.py", b"honest")
END = bytes(1024)
