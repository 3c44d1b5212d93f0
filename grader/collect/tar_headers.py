"""The headers of a tar file, read forward in bounded pieces.

The standard library's reader takes as much memory as a header asks for and, in versions that are still in use, can be
made to loop for ever; here every header is small, every size is checked, and the stream has an end.
Format: POSIX.1-2017, pax; GNU long names (https://www.gnu.org/software/tar/manual/html_node/Standard.html)
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from grader.collect.entries import Unreadable, describe_os_error, from_seconds

BLOCK = 512
_MAX_HEADER = 1 << 16
_CHUNK = 1 << 18
_MAX_NUMBER = 1 << 60
_MAX_HEADERS_IN_A_ROW = 8
FILE_TYPES = {b"0", b"\0", b"7"}
_EXTENDING_TYPES = {b"L", b"K", b"x", b"X", b"g"}
_WITHOUT_DATA = {b"1", b"2", b"3", b"4", b"5", b"6"}
_DAMAGED = "is damaged from here on, or was cut off: what came after was not read"


@dataclass(slots=True)
class Member:
    """One header, after the ones that extend it."""

    name: str
    kind: bytes
    size: int
    modified: datetime | None
    index: int


@dataclass(slots=True)
class _Extension:
    """What pax and GNU headers say of the member that follows."""

    name: str | None = None
    size: int | None = None
    modified: datetime | None = None
    sparse: bool = False


class Stream:
    """Bytes that are read forward only, up to a cap."""

    def __init__(self, file: BinaryIO | gzip.GzipFile, cap: int | None) -> None:
        self._file, self._left = file, cap
        self.position = 0

    def take(self, size: int) -> bytes:
        """Give exactly so many bytes.

        Raises:
            Unreadable: there are fewer, they are damaged, or the cap is reached.
        """
        data = self.take_up_to(size)
        if len(data) < size:
            raise Unreadable(_DAMAGED)
        return data

    def take_up_to(self, size: int) -> bytes:
        """Give so many bytes, or fewer at the end."""
        if self._left is not None:
            if size > self._left:
                raise Unreadable("unpacks to more than is read from one archive: what came after was not read")
            self._left -= size
        try:
            data = self._file.read(size)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise Unreadable(_DAMAGED) from error
        except OSError as error:
            raise Unreadable(describe_os_error(error)) from error
        self.position += len(data)
        return data

    def skip(self, size: int) -> None:
        """Move on; a plain file is not read for that."""
        if self._left is None:
            if size:
                self._file.seek(size - 1, 1)
                self.position += size - 1
                self.take(1)
            return
        while size:
            size -= len(self.take(min(size, _CHUNK)))


@dataclass(slots=True)
class _Headers:
    """Reads one header after another, gathering what extends the next member."""

    stream: Stream
    extension: _Extension = field(default_factory=_Extension)

    def next_block(self) -> bytes | None:
        """Give the next header block, or None at the end of the archive.

        Raises:
            Unreadable: the stream stops without an end mark, or the block is no header.
        """
        block = self.stream.take_up_to(BLOCK)
        if block == bytes(BLOCK):
            return None
        if len(block) < BLOCK or not has_tar_checksum(block):
            raise Unreadable(_DAMAGED)
        return block

    def extend(self, kind: bytes, size: int) -> None:
        """Take in a header that speaks of the next member."""
        if size > _MAX_HEADER:
            raise Unreadable("holds a header that is too large: what came after was not read")
        data = self.stream.take(size)
        self.stream.skip(-size % BLOCK)
        if kind == b"L":
            self.extension.name = _text(data)
        elif kind in {b"x", b"X"}:
            _read_pax(data, self.extension)

    def take_extension(self) -> _Extension:
        """Give what was gathered, and begin anew."""
        extension, self.extension = self.extension, _Extension()
        return extension


def read_members(stream: Stream) -> Iterator[Member]:
    """Give the members in order; the caller may take a member's bytes from the stream before it goes on."""
    headers = _Headers(stream)
    index = in_a_row = 0
    while (block := headers.next_block()) is not None:
        kind, size = block[156:157], _number(block[124:136])
        if kind in _EXTENDING_TYPES:
            in_a_row += 1
            # Each member has a few at most; an endless row of them would never reach the count of entries.
            if in_a_row > _MAX_HEADERS_IN_A_ROW:
                raise Unreadable("holds too many headers in a row: what came after was not read")
            headers.extend(kind, size)
            continue
        in_a_row = 0
        member = _member(block, kind, size, headers.take_extension(), index)
        end = stream.position + member.size + -member.size % BLOCK
        yield member
        stream.skip(end - stream.position)
        index += 1


def _member(block: bytes, kind: bytes, size: int, extension: _Extension, index: int) -> Member:
    """Give the member that a header and its extensions describe."""
    name = _text(block[:100])
    if block[257:263] == b"ustar\0" and block[345]:
        name = f"{_text(block[345:500])}/{name}"
    if kind in _WITHOUT_DATA:
        size = 0
    elif extension.size is not None:
        size = extension.size
    if extension.sparse:
        kind = b"S"
    return Member(
        name=extension.name or name,
        kind=kind,
        size=size,
        modified=extension.modified or from_seconds(_number(block[136:148], signed=True)),
        index=index,
    )


def has_tar_checksum(block: bytes) -> bool:
    """Tell whether a block is a tar header, by its checksum (old programs summed signed bytes)."""
    try:
        stated = _number(block[148:156])
    except Unreadable:
        return False
    counted = block[:148] + b" " * 8 + block[156:BLOCK]
    if len(block) < BLOCK:
        return False
    unsigned = sum(counted)
    return stated == unsigned or stated == unsigned - 256 * sum(byte > 127 for byte in counted)


def _number(raw: bytes, *, signed: bool = False) -> int:
    """Give a header's number, in octal or, for large ones, in base 256.

    Raises:
        Unreadable: it is neither, or negative where it must not be.
    """
    if raw[:1] in {b"\x80", b"\xff"}:
        number = int.from_bytes(raw, "big", signed=True) if raw[:1] == b"\xff" else int.from_bytes(raw[1:], "big")
    else:
        digits = raw.split(b"\0", 1)[0].strip()
        if not re.fullmatch(rb"[0-7]*", digits):
            raise Unreadable(_DAMAGED)
        number = int(digits or b"0", 8)
    # Beyond this no file reaches; the rest of the module may then add and seek without a thought.
    if number > _MAX_NUMBER or (number < 0 and not signed):
        raise Unreadable(_DAMAGED)
    return number


def _read_pax(data: bytes, extension: _Extension) -> None:
    """Take from pax records ("17 path=ada/x.py" with its own length in front) what matters here."""
    while data and data[:1] != b"\0":
        length, _, _ = data[:12].partition(b" ")
        if not re.fullmatch(rb"[1-9][0-9]{0,9}", length) or not len(length) + 2 < int(length) <= len(data):
            raise Unreadable(_DAMAGED)
        record = data[len(length) + 1 : int(length)]
        if not record.endswith(b"\n"):
            raise Unreadable(_DAMAGED)
        key, _, value = record[:-1].partition(b"=")
        data = data[int(length) :]
        if key == b"path":
            extension.name = value.decode("utf-8", "surrogateescape")
        elif key == b"size":
            extension.size = _decimal(value)
        elif key == b"mtime" and (match := re.fullmatch(rb"(-?[0-9]{1,12})(?:\.([0-9]{1,30}))?", value)):
            fraction = int((match[2] or b"0").ljust(9, b"0")[:9])
            extension.modified = from_seconds(int(match[1]), -fraction if value[:1] == b"-" else fraction)
        elif key.startswith(b"GNU.sparse."):
            extension.sparse = True


def _decimal(value: bytes) -> int:
    if not re.fullmatch(rb"[0-9]{1,18}", value) or int(value) > _MAX_NUMBER:
        raise Unreadable(_DAMAGED)
    return int(value)


def _text(raw: bytes) -> str:
    """Give a name up to its null byte."""
    return raw.split(b"\0", 1)[0].decode("utf-8", "surrogateescape")
