"""A folder as a source: listed without following a link, its files opened one by one below an open folder.

Every step goes through a descriptor of the folder above with O_NOFOLLOW, so that a student who swaps a folder for a
link while it is being read gets a refusal and not somebody else's file.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from grader.collect.entries import (
    EPOCH,
    MAX_PATH_PARTS,
    Content,
    Entry,
    Kind,
    Refusal,
    Unreadable,
    describe_mode,
    describe_os_error,
    from_seconds,
    too_large,
)
from grader.collect.names import is_junk

MAX_ENTRIES = 1_000_000
# Windows has none of these; there only `pack_submission` of this package is used.
_SAFE = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
)
_FOLDER = _SAFE | getattr(os, "O_DIRECTORY", 0)
_CHUNK = 1 << 20


class Folder:
    """A folder on disk; junk is not even listed."""

    def __init__(self, path: Path) -> None:
        self.name = path.resolve().name
        self.label = f"{path.name or self.name}/"
        # The instructor named this path, so a link here is theirs and is followed.
        self._root = os.open(path, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0))
        self.modified = modified_at(os.fstat(self._root))
        self.entries: list[Entry] = []
        self.problems: list[tuple[str, str]] = []
        self._list(os.dup(self._root), ())

    def close(self) -> None:
        """Let go of the folder."""
        os.close(self._root)

    def read(self, wanted: Sequence[Entry], max_bytes: int) -> Iterator[tuple[Entry, Content | Refusal]]:
        """Give the files with their bytes, folder by folder."""
        for entry, opened in self.open_files(wanted):
            if isinstance(opened, Refusal):
                yield entry, opened
                continue
            try:
                yield entry, _read(opened, max_bytes)
            finally:
                os.close(opened)

    def open_files(self, wanted: Sequence[Entry]) -> Iterator[tuple[Entry, int | Refusal]]:
        """Give a descriptor of each regular file, for the caller to close, or why there is none."""
        chain = _OpenFolders(self._root)
        try:
            for entry in sorted(wanted, key=lambda entry: entry.path):
                try:
                    parent = chain.enter(entry.path[:-1])
                except Unreadable as error:
                    yield entry, Refusal(error.reason)
                    continue
                try:
                    descriptor = open_regular(entry.path[-1], parent)
                except Unreadable as error:
                    yield entry, Refusal(error.reason, _link_modified_at(entry.path[-1], parent))
                else:
                    yield entry, descriptor
        finally:
            chain.close()

    def _list(self, descriptor: int, path: tuple[str, ...]) -> None:
        """Append what lies in an open folder and under it; closes the descriptor."""
        try:
            # The listing is drained first: at most one descriptor a level stays open.
            with os.scandir(descriptor) as listing:
                found = [(item.name, _kind(item)) for item in listing if not is_junk(item.name)]
            for name, kind in found:
                if len(self.entries) >= MAX_ENTRIES:
                    self._note(path, f"holds more than {MAX_ENTRIES:,} files: what came after was not looked at")
                    return
                self._add(descriptor, (*path, name), kind)
        except OSError as error:
            self._refuse(path, describe_os_error(error))
        finally:
            os.close(descriptor)

    def _add(self, parent: int, path: tuple[str, ...], kind: int) -> None:
        """Append one thing, and what is under it if it is a folder."""
        if kind == stat.S_IFREG:
            self.entries.append(Entry(path, Kind.FILE))
            return
        if kind != stat.S_IFDIR:
            self._refuse(path, describe_mode(kind), _link_modified_at(path[-1], parent))
            return
        if len(path) > MAX_PATH_PARTS:
            self._refuse(path, "lies too many folders deep")
            return
        try:
            descriptor = os.open(path[-1], _FOLDER, dir_fd=parent)
        except OSError as error:
            self._refuse(path, describe_os_error(error), _link_modified_at(path[-1], parent))
            return
        # A folder in a file's place is handed on as a submission that cannot be read, with a time like any other.
        status = os.fstat(descriptor)
        modified = modified_at(status) if path[-1].endswith(".py") else None
        self.entries.append(Entry(path, Kind.FOLDER, modified=modified, user=status.st_uid))
        self._list(descriptor, path)

    def _refuse(self, path: tuple[str, ...], reason: str, modified: datetime | None = None) -> None:
        if path:
            self.entries.append(Entry(path, Kind.REFUSED, reason, modified))
        else:
            self._note(path, reason)

    def _note(self, path: tuple[str, ...], reason: str) -> None:
        self.problems.append(("/".join(path), reason))


class _OpenFolders:
    """The folders from the root down to where the last file was, kept open for the next file."""

    def __init__(self, root: int) -> None:
        self._root = root
        self._path: list[str] = []
        self._descriptors: list[int] = []

    def enter(self, path: tuple[str, ...]) -> int:
        """Give a descriptor of the folder at this path.

        Raises:
            Unreadable: it is not there any more, or something else is.
        """
        shared = 0
        while shared < min(len(path), len(self._path)) and path[shared] == self._path[shared]:
            shared += 1
        while len(self._path) > shared:
            self._path.pop()
            os.close(self._descriptors.pop())
        for part in path[shared:]:
            try:
                descriptor = os.open(part, _FOLDER, dir_fd=self._descriptors[-1] if self._descriptors else self._root)
            except OSError as error:
                raise Unreadable(describe_os_error(error)) from error
            self._path.append(part)
            self._descriptors.append(descriptor)
        return self._descriptors[-1] if self._descriptors else self._root

    def close(self) -> None:
        """Close all of them."""
        while self._descriptors:
            os.close(self._descriptors.pop())


def open_regular(name: str | Path, folder: int | None = None, *, follow: bool = False) -> int:
    """Give a descriptor of a regular file; a pipe, a device or (unless `follow`) a link is never waited for nor read.

    Raises:
        Unreadable: it is something else, or cannot be opened.
    """
    flags = _SAFE & ~getattr(os, "O_NOFOLLOW", 0) if follow else _SAFE
    try:
        descriptor = os.open(name, flags | getattr(os, "O_BINARY", 0), dir_fd=folder)
    except OSError as error:
        raise Unreadable(describe_os_error(error)) from error
    except ValueError as error:  # a null byte in the name
        raise Unreadable("has a name that no file can have") from error
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        raise Unreadable(describe_mode(mode))
    return descriptor


def modified_at(status: os.stat_result) -> datetime:
    """Give when a file was last written, to the microsecond."""
    seconds, nanoseconds = divmod(status.st_mtime_ns, 1_000_000_000)
    return from_seconds(seconds, nanoseconds) or EPOCH


def _link_modified_at(name: str, folder: int) -> datetime | None:
    """Give the time of what cannot be opened, so that collecting it again is nothing new."""
    try:
        return modified_at(os.stat(name, dir_fd=folder, follow_symlinks=False))
    except OSError:
        return None


def read_regular(descriptor: int, max_bytes: int) -> bytes:
    """Give the bytes of an open file.

    Raises:
        Unreadable: there are more than `max_bytes`, or reading failed.
    """
    content = _read(descriptor, max_bytes)
    if isinstance(content, Refusal):
        raise Unreadable(content.reason)
    return content.data


def _read(descriptor: int, max_bytes: int) -> Content | Refusal:
    """Give the bytes of an open file, reading at most one more than allowed."""
    try:
        status = os.fstat(descriptor)
        if status.st_size > max_bytes:
            return Refusal(too_large(max_bytes).reason, modified_at(status))
        data = os.read(descriptor, min(max(status.st_size, 0), _CHUNK) + 1)
        # Short reads and files that grow meanwhile: read on until the end, or one byte past the limit.
        parts = [data]
        total = len(data)
        while data and total <= max_bytes:
            data = os.read(descriptor, min(max_bytes + 1 - total, _CHUNK))
            parts.append(data)
            total += len(data)
    except OSError as error:
        return Refusal(describe_os_error(error))
    if total > max_bytes:
        return Refusal(too_large(max_bytes).reason, modified_at(status))
    return Content(b"".join(parts), modified_at(status))


def _kind(item: os.DirEntry[str]) -> int:
    """Give the kind of a listed thing as in a file mode; costs a call to the system only for the unusual ones."""
    if item.is_symlink():
        return stat.S_IFLNK
    if item.is_dir(follow_symlinks=False):
        return stat.S_IFDIR
    if item.is_file(follow_symlinks=False):
        return stat.S_IFREG
    with suppress(OSError):  # it vanished: what it was no longer matters
        return stat.S_IFMT(item.stat(follow_symlinks=False).st_mode)
    return 0
