"""A tar file, plain or through gzip, as a source: run through once to list it and once to read what is wanted."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
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
    refuse_duplicates,
    split_archive_path,
    too_large,
)
from grader.collect.tar_headers import FILE_TYPES, Member, Stream, read_members

_REFUSED_TYPES = {
    b"1": "is a link: hand in the file itself",
    b"2": "is a link: hand in the file itself",
    b"3": "is a device, not a file",
    b"4": "is a device, not a file",
    b"6": "is a named pipe, not a file",
    b"S": "is a sparse file: pack it as an ordinary one",
}


class TarArchive:
    """A tar file, opened; `problems` says what of it could not be listed."""

    def __init__(
        self, file: BinaryIO, name: str, label: str, modified: datetime, caps: Caps, *, compressed: bool
    ) -> None:
        self.name, self.label, self.modified = name, label, modified
        self._file, self._caps, self._compressed = file, caps, compressed
        self.problems: list[tuple[str, str]] = []
        self._sizes: dict[int, int] = {}
        self.entries = refuse_duplicates(self._list())

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def read(self, wanted: Sequence[Entry], max_bytes: int) -> Iterator[tuple[Entry, Content | Refusal]]:
        """Give the wanted members with their bytes, in the order in which they lie."""
        waiting = {entry.index: entry for entry in wanted}
        sizes = {entry.index: self._sizes[entry.index] for entry in wanted}
        kept = [entry for entry in wanted if sizes[entry.index] <= max_bytes]
        refused = beyond(self._caps.taken_bytes, kept, lambda entry: sizes[entry.index])
        stream = self._stream()
        try:
            for member in read_members(stream) if waiting else ():
                entry = waiting.pop(member.index, None)
                if entry is None:
                    continue
                if member.size > max_bytes:
                    yield entry, too_large(max_bytes)
                elif entry.index in refused:
                    yield entry, NOT_READ
                else:
                    waiting[member.index] = entry  # for the case that its bytes are not there
                    data = stream.take(member.size)
                    del waiting[member.index]
                    yield entry, Content(data, entry.modified)
                if not waiting:
                    return
        except Unreadable:
            pass  # listing said the same of the archive; here it is said of each file that is lost
        for entry in waiting.values():
            yield entry, Refusal("is cut off in the archive")

    def _list(self) -> Iterator[Entry]:
        """Give the entries; where the archive breaks off, that is its problem and the list ends."""
        try:
            for member in read_members(self._stream()):
                if member.index >= self._caps.entries:
                    self.problems.append(
                        ("", f"holds more than {self._caps.entries:,} entries: what came after was not read")
                    )
                    return
                try:
                    path = split_archive_path(member.name)
                except Unreadable as error:
                    self.problems.append((member.name, error.reason))
                    continue
                if path:
                    self._sizes[member.index] = member.size
                    yield _entry(member, path)
        except Unreadable as error:
            self.problems.append(("", error.reason))

    def _stream(self) -> Stream:
        self._file.seek(0)
        plain = gzip.GzipFile(fileobj=self._file, mode="rb") if self._compressed else self._file
        return Stream(plain, self._caps.stream_bytes if self._compressed else None)


def _entry(member: Member, path: tuple[str, ...]) -> Entry:
    """Give the entry that a member stands for."""
    if member.kind == b"5" or (member.kind in FILE_TYPES and member.name.endswith("/")):
        return Entry(path, Kind.FOLDER, "", member.modified, member.index)
    if member.kind in FILE_TYPES:
        return Entry(path, Kind.FILE, "", member.modified, member.index)
    refusal = _REFUSED_TYPES.get(member.kind, "is of a kind that is not read from a tar file")
    return Entry(path, Kind.REFUSED, refusal, member.modified, member.index)
