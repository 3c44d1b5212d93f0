"""Opening a source: what a path or an open file is, by its bytes and not by its name."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import BinaryIO

from grader.collect.entries import (
    STUDENT_CAPS,
    Caps,
    Content,
    Entry,
    Source,
    Unreadable,
    caps_for_class,
    describe_os_error,
)
from grader.collect.folder import Folder, modified_at, open_regular
from grader.collect.names import archive_stem, shown
from grader.collect.tar_archive import TarArchive
from grader.collect.tar_headers import BLOCK, has_tar_checksum
from grader.collect.zip_archive import ZipArchive
from grader.errors import IntakeError

_ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")


def open_source(path: Path) -> Source:
    """Give a folder or an archive that the instructor named, opened and listed; the caller closes it.

    Raises:
        IntakeError: there is nothing at this path, it cannot be opened, or it is neither folder nor archive.
    """
    try:
        if path.is_dir():
            return Folder(path)
        descriptor = open_regular(path, follow=True)
        caps = caps_for_class(os.fstat(descriptor).st_size)
        source = _open_archive(descriptor, path.resolve().name, f"{path.name}: ", caps)
    except OSError as error:
        raise IntakeError(f"{shown(str(path))}: {describe_os_error(error)}") from error
    except ValueError as error:
        raise IntakeError(f"{shown(str(path))}: is no path: {error}") from error
    except Unreadable as error:
        reason = "there is nothing at this path" if isinstance(error.__cause__, FileNotFoundError) else error.reason
        raise IntakeError(f"{shown(str(path))}: {reason}; give a folder, a zip or a tar file") from error
    if source is None:
        raise IntakeError(f"{shown(str(path))}: neither a folder nor a zip, tar or tar.gz file")
    return source


def open_nested(descriptor: int, entry: Entry, label: str) -> Source:
    """Give an archive that lies in a folder, opened and listed; takes over the descriptor.

    Raises:
        Unreadable: it is no archive, or cannot be read.
    """
    source = _open_archive(descriptor, entry.path[-1], label, STUDENT_CAPS)
    if source is None:
        raise Unreadable("is named like an archive but is none that can be read")
    return source


def _open_archive(descriptor: int, file_name: str, label: str, caps: Caps) -> Source | None:
    """Give the archive behind a descriptor, or None, with the descriptor closed, if it is none.

    Raises:
        Unreadable: the disk failed.
    """
    modified = modified_at(os.fstat(descriptor))
    file = os.fdopen(descriptor, "rb", buffering=1 << 16)
    opened = False
    try:
        head = file.read(BLOCK)
        name = archive_stem(file_name)
        source: Source | None = None
        if head.startswith(b"\x1f\x8b"):
            source = TarArchive(file, name, label, modified, caps, compressed=True)
        elif head.startswith(_ZIP_SIGNATURES) or (not has_tar_checksum(head) and _ends_like_zip(file)):
            source = ZipArchive(file, name, label, modified, caps)
        elif has_tar_checksum(head) or (head and not head.strip(b"\0") and file_name.endswith(".tar")):
            source = TarArchive(file, name, label, modified, caps, compressed=False)
        opened = source is not None
        return source
    except OSError as error:
        raise Unreadable(describe_os_error(error)) from error
    finally:
        if not opened:
            file.close()


def _ends_like_zip(file: BinaryIO) -> bool:
    """Tell whether something stands before a zip file, as in a self-extracting one."""
    length = file.seek(0, io.SEEK_END)
    file.seek(max(0, length - (1 << 16) - 22))
    return b"PK\x05\x06" in file.read()


def read_one(source: Source, entry: Entry, max_bytes: int) -> bytes | None:
    """Give the bytes of one entry, None where they cannot be had."""
    content = next((content for _, content in source.read([entry], max_bytes)), None)
    return content.data if isinstance(content, Content) else None


def place_in(source: Source, path: tuple[str, ...]) -> str:
    """Give where something lies, for people."""
    return f"{shown(source.label)}{shown('/'.join(path))}".removesuffix(": ")
