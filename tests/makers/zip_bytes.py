"""Zip files made byte by byte, to say what no honest program writes."""

import io
import zipfile

HONEST = ("ada", "backprop", b"honest")  # what every one of them holds beside the rest


def build(members, compression=zipfile.ZIP_DEFLATED):
    """Give the bytes of a zip with (name or ZipInfo, data) members, written as they are asked for."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return target.getvalue()


def info(name, mode=0o100644, **changes):
    """Give a member's description with a Unix mode."""
    member = zipfile.ZipInfo(name, (2026, 10, 1, 12, 0, 0))
    member.create_system, member.external_attr = 3, mode << 16
    for key, value in changes.items():
        setattr(member, key, value)
    return member


def rename(data, old, new, *, central=True, local=True):
    """Give a zip with a member's name replaced by one of the same length, in either of its two headers."""
    assert len(old) == len(new)
    at = data.index(b"PK\x01\x02")
    head, tail = data[:at], data[at:]
    return (head.replace(old, new) if local else head) + (tail.replace(old, new) if central else tail)


def patch_central(data, name, offset, raw):
    """Give a zip with some bytes of a member's central record replaced."""
    position = data.index(b"PK\x01\x02")
    while data[position + 46 :][: len(name)] != name:
        position = data.index(b"PK\x01\x02", position + 1)
    return data[: position + offset] + raw + data[position + offset + len(raw) :]
