"""What every kind of source is turned into: a flat list of entries, read only on request.

folder.py, zip_archive.py, tar_archive.py --Source--> layouts.py --Placement--> gather.py --Submission-->
"""

from __future__ import annotations

import errno
import re
import stat
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from typing import Protocol

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_MOMENT = datetime.min.replace(tzinfo=UTC) + timedelta(days=1)
_LAST_MOMENT = datetime.max.replace(tzinfo=UTC) - timedelta(days=1)
MAX_PATH_CHARACTERS = 4096
MAX_PATH_PARTS = 32


class Kind(Enum):
    """What an entry is; a refused one has its reason in `refusal`."""

    FILE = auto()
    FOLDER = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """One file or folder of a source.

    Args:
        path: its parts under the source, as the source spells them.
        refusal: for a refused entry, the predicate of a sentence ("is a link").
        modified: its time in the archive; a folder's files get theirs when they are read.
        index: its place in the source's own order.
        user: number of the user on this machine who made it; of folders on disk.
    """

    path: tuple[str, ...]
    kind: Kind
    refusal: str = ""
    modified: datetime | None = None
    index: int = 0
    user: int | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of an entry and, where the source has one, its time."""

    data: bytes
    modified: datetime | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an entry has no bytes: the predicate of a sentence ("is larger than 1 MiB"), and its time if known."""

    reason: str
    modified: datetime | None = None


class Unreadable(Exception):
    """Raised inside a source where one entry, or what is left of it, cannot be read; never leaves this package."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Caps:
    """How much one archive may cost.

    Args:
        entries: how many of its entries are looked at.
        stream_bytes: how far a compressed stream is unpacked, also for what is skipped.
        taken_bytes: how many bytes are taken out of it in all.
    """

    entries: int
    stream_bytes: int
    taken_bytes: int


def caps_for_class(archive_bytes: int) -> Caps:
    """Give the caps of an archive that the instructor named; room for a class, not for a bomb."""
    return Caps(
        entries=100_000,
        stream_bytes=max(1 << 30, 20 * archive_bytes),
        taken_bytes=min((96 << 20) + 20 * archive_bytes, 1 << 30),
    )


STUDENT_CAPS = Caps(entries=10_000, stream_bytes=256 << 20, taken_bytes=32 << 20)


class Source(Protocol):
    """A folder or an archive, listed once, its files read on request; nothing is written to disk.

    `problems` holds (path, reason) of what could not even be listed.
    """

    name: str
    label: str
    modified: datetime
    entries: list[Entry]
    problems: list[tuple[str, str]]

    def read(self, wanted: Sequence[Entry], max_bytes: int) -> Iterator[tuple[Entry, Content | Refusal]]:
        """Give each wanted entry once with its bytes, in an order that suits the source."""

    def close(self) -> None:
        """Let go of what is open."""


def split_archive_path(name: str) -> tuple[str, ...]:
    """Give the parts of a member's name.

    Raises:
        Unreadable: the name leads out of the archive or is not a usable path.
    """
    if "\0" in name:
        raise Unreadable("has a null byte in its name")
    if len(name) > MAX_PATH_CHARACTERS:
        raise Unreadable("has a path that is too long")
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:[/\\]", name):
        raise Unreadable("names an absolute path")
    parts = tuple(sys.intern(part) for part in name.split("/") if part not in {"", "."})
    if ".." in re.split(r"[/\\]", name):
        raise Unreadable("has a path that leads out of the archive")
    if len(parts) > MAX_PATH_PARTS:
        raise Unreadable("lies too many folders deep")
    return parts


def refuse_duplicates(entries: Iterable[Entry]) -> list[Entry]:
    """Give the entries with every path once; a path that an archive holds twice is refused."""
    by_path: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        known = by_path.get(entry.path)
        if known is None or (known.kind is Kind.FOLDER and entry.kind is not Kind.FOLDER):
            by_path[entry.path] = entry
        elif entry.kind is not Kind.FOLDER:
            by_path[entry.path] = replace(
                known, kind=Kind.REFUSED, refusal="is in the archive twice, and which one counts cannot be told"
            )
    return list(by_path.values())


NOT_READ = Refusal("is not read: the archive unpacks to more than is taken in from one archive")


def beyond(most: int, wanted: Sequence[Entry], size_of: Callable[[Entry], int]) -> frozenset[int]:
    """Give the places of the entries that are not read, since what is read has its bounds altogether.

    Folders that hold least go first: what one student has packed takes nobody else's place.
    """
    depth = int(len({entry.path[0] for entry in wanted}) == 1)
    folders: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in wanted:
        folders[entry.path[min(depth, len(entry.path) - 1)]].append(entry)
    refused = set()
    for entries in sorted(folders.values(), key=lambda entries: sum(map(size_of, entries))):
        for entry in entries:
            if most <= 0:
                refused.add(entry.index)
            most -= size_of(entry)
    return frozenset(refused)


def too_large(max_bytes: int) -> Refusal:
    """Give the refusal of a file above the limit."""
    return Refusal(f"is larger than {size_in_words(max_bytes)}, the most that is taken in")


def size_in_words(size: int) -> str:
    """Give a size as a person reads it: 1 MiB, 64 KiB, 1000 bytes."""
    for unit, name in ((1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")):
        if size >= unit and size % unit == 0:
            return f"{size // unit} {name}"
    return f"{size} bytes"


def describe_mode(mode: int) -> str:
    """Give what a file mode that is neither file nor folder stands for, as a predicate."""
    kinds = {
        stat.S_IFLNK: "is a link: hand in the file itself",
        stat.S_IFIFO: "is a named pipe, not a file",
        stat.S_IFSOCK: "is a socket, not a file",
        stat.S_IFCHR: "is a device, not a file",
        stat.S_IFBLK: "is a device, not a file",
        stat.S_IFDIR: "is a folder, not a file",
    }
    return kinds.get(stat.S_IFMT(mode), "is not an ordinary file")


def describe_os_error(error: OSError) -> str:
    """Give why a file could not be opened or read, as a predicate; the same words on every machine."""
    words = {
        errno.EACCES: "cannot be read: permission denied",
        errno.EPERM: "cannot be read: permission denied",
        errno.ENOENT: "vanished while it was being read",
        errno.ELOOP: "is a link: hand in the file itself",
        errno.ENXIO: "is a socket or a pipe, not a file",
        errno.ENOTDIR: "changed while it was being read",
        errno.EISDIR: "is a folder, not a file",
        errno.ENAMETOOLONG: "has a name that is too long",
        errno.EMFILE: "cannot be read: too many files are open",
    }
    name = errno.errorcode.get(error.errno or 0, "unknown error")
    return words.get(error.errno or 0, f"cannot be read ({name})")


def from_seconds(seconds: int, nanoseconds: int = 0) -> datetime | None:
    """Give an aware UTC time to the microsecond; None where the number is no date that a calendar has."""
    try:
        return in_utc(EPOCH + timedelta(seconds=seconds, microseconds=nanoseconds // 1000))
    except OverflowError:
        return None


def in_utc(moment: datetime) -> datetime | None:
    """Give an aware time in UTC; None where it lies so near to an end of the calendar that some time zone has it not.

    Students choose times in archives and manifests, and reports show them in the course's time zone.
    """
    try:
        utc = moment.astimezone(UTC)
    except OverflowError:
        return None
    return utc if _FIRST_MOMENT <= utc <= _LAST_MOMENT else None
