"""A zip file as a source: every member in bounded memory, nothing believed that its two headers do not agree on."""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import BinaryIO

from grader.collect.entries import (
    NOT_READ,
    Caps,
    Content,
    Entry,
    Kind,
    Refusal,
    Unreadable,
    beyond,
    describe_mode,
    describe_os_error,
    refuse_duplicates,
    split_archive_path,
    too_large,
)
from grader.collect.zip_directory import Record, find_directory, read_records

_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_CHUNK = 1 << 14
_DAMAGED = "is damaged in the archive"


class ZipArchive:
    """A zip file, opened; `problems` says what of it could not be listed."""

    def __init__(self, file: BinaryIO, name: str, label: str, modified: datetime, caps: Caps) -> None:
        self.name, self.label, self.modified = name, label, modified
        self._file, self._caps = file, caps
        self._records: list[Record] = []
        self.problems: list[tuple[str, str]] = []
        try:
            self.entries = refuse_duplicates(self._list())
        except Unreadable as error:
            self.entries = []
            self.problems.append(("", error.reason))
        except OSError as error:
            self.entries = []
            self.problems.append(("", describe_os_error(error)))

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def read(self, wanted: Sequence[Entry], max_bytes: int) -> Iterator[tuple[Entry, Content | Refusal]]:
        """Give the wanted members with their bytes."""
        # What is unpacked in vain costs as much as what is kept.
        refused = beyond(self._caps.taken_bytes, wanted, lambda entry: min(self._records[entry.index].bytes, max_bytes))
        for entry in wanted:
            if entry.index in refused:
                yield entry, NOT_READ
                continue
            try:
                data = self._unpack(self._records[entry.index], max_bytes)
            except Unreadable as error:
                yield entry, Refusal(error.reason)
            except OSError as error:
                yield entry, Refusal(describe_os_error(error))
            else:
                yield entry, Content(data, entry.modified)

    def _list(self) -> Iterator[Entry]:
        """Give the entries of the list of files; a bad name is a problem of its own, not of the archive."""
        directory = find_directory(self._file)
        for record in read_records(self._file, directory):
            if isinstance(record, Unreadable):
                self.problems.append(("", record.reason))
                break
            if len(self._records) >= self._caps.entries:
                self.problems.append(
                    ("", f"holds more than {self._caps.entries:,} entries: what came after was not read")
                )
                break
            self._records.append(record)
        overlapping = _overlapping(self._records, directory.start)
        for index, record in enumerate(self._records):
            # Old Windows programs separate with a backslash.
            name = record.name if "/" in record.name else record.name.replace("\\", "/")
            try:
                path = split_archive_path(name)
            except Unreadable as error:
                self.problems.append((record.name, error.reason))
                continue
            if path:
                yield _entry(record, path, index, index in overlapping, is_folder=name.endswith("/"))

    def _unpack(self, record: Record, max_bytes: int) -> bytes:
        """Give one member's bytes.

        Raises:
            Unreadable: it is too large, encrypted, damaged, or its two headers differ.
        """
        if record.bytes > max_bytes:
            raise Unreadable(too_large(max_bytes).reason)
        if record.flags & _ENCRYPTED:
            raise Unreadable("is encrypted: make the archive without a password")
        self._enter(record)
        if record.method == _STORED:
            if record.packed_bytes != record.bytes:
                raise Unreadable(_DAMAGED)
            data = self._file.read(record.bytes)
        elif record.method == _DEFLATED:
            data = self._inflate(record)
        else:
            raise Unreadable("is packed by a method that is not read here: make the zip the ordinary way (deflate)")
        if len(data) != record.bytes or zlib.crc32(data) != record.crc:
            raise Unreadable(_DAMAGED)
        return data

    def _enter(self, record: Record) -> None:
        """Move to the member's data, checking that its own header says what the list says."""
        # Offsets in a 64-bit archive may lie beyond what a file can have.
        if record.offset >= 1 << 62:
            raise Unreadable(_DAMAGED)
        self._file.seek(record.offset)
        header = self._file.read(_LOCAL.size)
        if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
            raise Unreadable(_DAMAGED)
        _, _, flags, method, _, _, _, _, _, name_bytes, extra_bytes = _LOCAL.unpack(header)
        if self._file.read(name_bytes) != record.raw_name:
            raise Unreadable("has one name in the archive's list and another in front of its data")
        if method != record.method:
            raise Unreadable(_DAMAGED)
        if flags & _ENCRYPTED:
            raise Unreadable("is encrypted: make the archive without a password")
        self._file.seek(extra_bytes, 1)

    def _inflate(self, record: Record) -> bytes:
        """Give the inflated data, at most one byte more than the list says; more would be for nothing."""
        inflater = zlib.decompressobj(-15)
        parts: list[bytes] = []
        total, left = 0, record.packed_bytes
        pending = b""
        try:
            while not inflater.eof and total <= record.bytes:
                if not pending:
                    pending = self._file.read(min(left, _CHUNK))
                    left -= len(pending)
                    if not pending:
                        raise Unreadable(_DAMAGED)
                parts.append(inflater.decompress(pending, record.bytes + 1 - total))
                total += len(parts[-1])
                pending = inflater.unconsumed_tail
        except zlib.error as error:
            raise Unreadable(_DAMAGED) from error
        if left or pending or inflater.unused_data:
            raise Unreadable(_DAMAGED)
        return b"".join(parts)


def _entry(record: Record, path: tuple[str, ...], index: int, overlaps: bool, is_folder: bool) -> Entry:
    """Give the entry that a record stands for."""
    kind = stat.S_IFMT(record.mode)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return Entry(path, Kind.REFUSED, describe_mode(kind), record.modified, index)
    if is_folder or kind == stat.S_IFDIR:
        return Entry(path, Kind.FOLDER, "", record.modified, index)
    if overlaps:
        return Entry(path, Kind.REFUSED, "lies over another part of the archive", record.modified, index)
    return Entry(path, Kind.FILE, "", record.modified, index)


def _overlapping(records: Iterable[Record], list_start: int) -> set[int]:
    """Give the indices of members whose data lie over one another, as in a bomb that uses the same bytes many times.

    One that reaches into the list of files overlaps that, and not the members behind it.
    """
    ordered = sorted((record.offset, index, record) for index, record in enumerate(records))
    overlapping: set[int] = set()
    reach, holder = -1, -1
    for offset, index, record in ordered:
        end = offset + _LOCAL.size + len(record.raw_name) + record.packed_bytes
        if end > list_start:
            overlapping.add(index)
            continue
        if offset < reach:
            overlapping |= {index, holder}
        if end > reach:
            reach, holder = end, index
    return overlapping
