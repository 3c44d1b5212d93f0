"""The central directory of a zip file: the list of what is in it, one record at a time.

The standard library's reader gives up a whole archive over one bad name or one odd record, and holds as many records
as an attacker writes. Here a bad record is one refusal, and only as many are read as the caller asks for.
Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from grader.collect.entries import Unreadable, from_seconds

_END = struct.Struct("<4s4H2LH")
_END64_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_RECORD = struct.Struct("<4s6H3L5H2L")
_MAX_COMMENT = 65535
_UTF8_NAME = 0x800
_EXTRA_ZIP64, _EXTRA_TIMES, _EXTRA_UNICODE_NAME = 0x0001, 0x5455, 0x7075


@dataclass(frozen=True, slots=True)
class Record:
    """What the list says of one member."""

    name: str
    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed_bytes: int
    bytes: int
    mode: int
    offset: int
    modified: datetime | None


@dataclass(frozen=True, slots=True)
class Directory:
    """Where the list lies, and by how much all offsets are shifted by what stands before the archive."""

    start: int
    size: int
    shift: int


def find_directory(file: BinaryIO) -> Directory:
    """Give where a zip file's list of members lies.

    Raises:
        Unreadable: there is none, as in a file that was cut off.
    """
    length = file.seek(0, 2)
    tail_start = max(0, length - _END.size - _MAX_COMMENT)
    file.seek(tail_start)
    tail = file.read(length - tail_start)
    at = tail.rfind(b"PK\x05\x06")
    empty: Directory | None = None
    while at >= 0:
        if at + _END.size <= len(tail):
            directory = _check_end(file, tail_start + at, tail[at : at + _END.size])
            if directory and directory.size:
                return directory
            # The end of an empty zip may be appended to one that is not.
            empty = empty or directory
        at = tail.rfind(b"PK\x05\x06", 0, at)
    if empty:
        return empty
    raise Unreadable("is a damaged zip file, or was cut off: its list of files is not there")


def _check_end(file: BinaryIO, position: int, end: bytes) -> Directory | None:
    """Give the directory that an end record at this position means, if one is there."""
    _, _, _, _, _, size, offset, _ = _END.unpack(end)
    end_of_list = position
    if size == 0xFFFFFFFF or offset == 0xFFFFFFFF or end[8:12] == b"\xff" * 4:
        size, offset, end_of_list = _read_end64(file, position) or (size, offset, position)
    # Usually the list ends where the end record begins; else something stands between, and the offset is right.
    for start, shift in ((end_of_list - size, end_of_list - size - offset), (offset, 0)):
        if shift < 0 or start < 0 or start + size > position:
            continue
        if size == 0:
            return Directory(start, 0, shift)
        file.seek(start)
        if file.read(4) == b"PK\x01\x02":
            return Directory(start, size, shift)
    return None


def _read_end64(file: BinaryIO, position: int) -> tuple[int, int, int] | None:
    """Give size, offset and end of the list from the 64-bit end record, if there is one."""
    if position < _END64_LOCATOR.size:
        return None
    file.seek(position - _END64_LOCATOR.size)
    signature, _, stated, _ = _END64_LOCATOR.unpack(file.read(_END64_LOCATOR.size))
    if signature != b"PK\x06\x07":
        return None
    for at in (position - _END64_LOCATOR.size - _END64.size, stated):
        if not 0 <= at <= position - _END64_LOCATOR.size - _END64.size:
            continue
        file.seek(at)
        fields = _END64.unpack(file.read(_END64.size))
        if fields[0] == b"PK\x06\x06":
            return fields[8], fields[9], at
    return None


def read_records(file: BinaryIO, directory: Directory) -> Iterator[Record | Unreadable]:
    """Give the records one by one; a bad one ends the list, with what is wrong as the last value."""
    position, end = directory.start, directory.start + directory.size
    while position < end:
        file.seek(position)
        fixed = file.read(_RECORD.size)
        if len(fixed) < _RECORD.size or fixed[:4] != b"PK\x01\x02":
            yield Unreadable("is a damaged zip file: its list of files breaks off")
            return
        name_bytes, extra_bytes, comment_bytes = struct.unpack_from("<3H", fixed, 28)
        rest = file.read(name_bytes + extra_bytes)
        position += _RECORD.size + name_bytes + extra_bytes + comment_bytes
        if len(rest) < name_bytes + extra_bytes or position > end:
            yield Unreadable("is a damaged zip file: its list of files breaks off")
            return
        yield _decode(fixed, rest[:name_bytes], _extras(rest[name_bytes:]), directory.shift)


def _decode(fixed: bytes, raw_name: bytes, extras: dict[int, bytes], shift: int) -> Record:
    _, _, _, flags, method, time, date, crc, packed, size, _, _, _, _, _, attributes, offset = _RECORD.unpack(fixed)
    wide = extras.get(_EXTRA_ZIP64, b"")
    numbers = [size, packed, offset]
    for place, number in enumerate(numbers):
        if number == 0xFFFFFFFF and len(wide) >= 8:
            numbers[place], wide = int.from_bytes(wide[:8], "little"), wide[8:]
    size, packed, offset = numbers
    return Record(
        name=_decode_name(raw_name, flags, extras.get(_EXTRA_UNICODE_NAME, b"")),
        raw_name=raw_name,
        flags=flags,
        method=method,
        crc=crc,
        packed_bytes=packed,
        bytes=size,
        mode=attributes >> 16,
        offset=offset + shift,
        modified=_decode_time(date, time, extras.get(_EXTRA_TIMES, b"")),
    )


def _extras(raw: bytes) -> dict[int, bytes]:
    """Give the extra fields by number; what does not parse is left out."""
    fields: dict[int, bytes] = {}
    while len(raw) >= 4:
        number, size = struct.unpack_from("<2H", raw)
        if 4 + size > len(raw):
            break
        fields.setdefault(number, raw[4 : 4 + size])
        raw = raw[4 + size :]
    return fields


def _decode_name(raw: bytes, flags: int, unicode_field: bytes) -> str:
    """Give a member's name: as marked, else as the Unicode field says, else UTF-8 if it can be that, else cp437."""
    if flags & _UTF8_NAME:
        return raw.decode("utf-8", "surrogateescape")
    if unicode_field[:1] == b"\x01" and unicode_field[1:5] == zlib.crc32(raw).to_bytes(4, "little"):
        raw = unicode_field[5:]
    try:
        # macOS writes UTF-8 without saying so.
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp437")


def _decode_time(date: int, time: int, times: bytes) -> datetime | None:
    """Give when a member was last written: the field in UTC where there is one, else the zip's own, taken as UTC."""
    if len(times) >= 5 and times[0] & 1:
        return from_seconds(int.from_bytes(times[1:5], "little", signed=True))
    try:
        return datetime(
            1980 + (date >> 9), date >> 5 & 15, date & 31, time >> 11, time >> 5 & 63, (time & 31) * 2, tzinfo=UTC
        )
    except ValueError:
        return None
