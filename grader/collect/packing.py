"""Packing one student's files for the platform or a drop folder, with a manifest and a receipt.

homework.zip            drop/
  manifest.json           <student>/<time>-<code>/
  <slug>.py                 manifest.json
  <name>.ipynb              <slug>.py
                            <name>.ipynb
"""

from __future__ import annotations

import os
import secrets
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from grader.collect.entries import Unreadable
from grader.collect.folder import open_regular, read_regular
from grader.collect.manifest import (
    MANIFEST_NAME,
    Manifest,
    PackedFile,
    PackedNotebook,
    encode_manifest,
    manifest_code,
)
from grader.collect.names import StudentNameRefused, read_student
from grader.collect.notebook.file import MAX_NOTEBOOK_BYTES
from grader.errors import IntakeError, UsageError

DEFAULT_MAX_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was packed; `code` is what `collect` shows for the same manifest.

    Args:
        files: slug, SHA-256 and size of each file.
        notebooks: name, SHA-256 and size of each notebook.
        location: the zip file, or the new folder inside the drop folder.
    """

    student: str
    files: tuple[tuple[str, str, int], ...]
    submitted_at: datetime
    code: str
    location: Path
    notebooks: tuple[tuple[str, str, int], ...] = ()


def pack_submission(
    files: Mapping[str, Path],
    student: str,
    destination: Path,
    now: datetime,
    course_id: str,
    max_bytes: int = DEFAULT_MAX_BYTES,
    notebooks: Sequence[Path] = (),
) -> Receipt:
    """Give a receipt for files and notebooks packed into a zip (a destination that ends in .zip) or into a drop folder.

    What lies in a drop folder is never overwritten: each call adds a folder. A zip appears whole or not at all.

    Args:
        files: path of the file to hand in, by exercise slug.
        now: aware; kept to the microsecond.
        notebooks: paths of the notebooks to hand in, under their own names.

    Raises:
        IntakeError: a file cannot be read or the destination cannot be written.
        UsageError: no files, two notebooks of one name, or a student's name that cannot be one.
    """
    if now.tzinfo is None:
        raise ValueError("now must be an aware date and time")
    if not files and not notebooks:
        raise UsageError("there is no file to hand in")
    contents = {slug: _read_file(path, max_bytes) for slug, path in sorted(files.items())}
    books = [(f"{path.stem}.ipynb", _read_file(path, MAX_NOTEBOOK_BYTES)) for path in sorted(notebooks)]
    manifest = _manifest(contents, books, student, now, course_id)
    packed = {MANIFEST_NAME: encode_manifest(manifest)}
    packed |= {f"{slug}.py": data for slug, data in contents.items()}
    packed |= {PackedNotebook.of(name, b"").name: data for name, data in books}
    code = manifest_code(manifest)
    try:
        if destination.suffix.lower() == ".zip" and not destination.is_dir():
            location = destination
            _write_zip(packed, location, manifest.submitted_at)
        else:
            stamp = f"{manifest.submitted_at:%Y%m%dT%H%M%S}-{code}"
            location = destination / manifest.student / stamp
            _write_folder(packed, location)
    except OSError as error:
        raise IntakeError(f"{destination}: cannot be written: {error.strerror or error}") from error
    return Receipt(
        student=manifest.student,
        files=tuple((file.exercise, file.sha256, file.size_bytes) for file in manifest.files),
        submitted_at=manifest.submitted_at,
        code=code,
        location=location,
        notebooks=tuple((book.name, book.sha256, book.size_bytes) for book in manifest.notebooks),
    )


def _read_file(path: Path, max_bytes: int) -> bytes:
    """Give a file's bytes; the student's own link is theirs to use."""
    try:
        descriptor = open_regular(path, follow=True)
        try:
            return read_regular(descriptor, max_bytes)
        finally:
            os.close(descriptor)
    except Unreadable as error:
        reason = "there is no such file" if isinstance(error.__cause__, FileNotFoundError) else error.reason
        raise IntakeError(f"{path}: {reason}") from error


def _manifest(
    contents: Mapping[str, bytes],
    notebooks: Sequence[tuple[str, bytes]],
    student: str,
    now: datetime,
    course_id: str,
) -> Manifest:
    """Give the manifest, checked by the rules by which it will be read."""
    try:
        name = read_student(student)
    except StudentNameRefused as error:
        raise UsageError(f"{student!r} {error}") from error
    try:
        manifest = Manifest(
            course=course_id,
            student=name,
            submitted_at=now.astimezone(UTC),
            files=tuple(PackedFile.of(slug, data) for slug, data in contents.items()),
            notebooks=tuple(PackedNotebook.of(name, data) for name, data in notebooks),
        )
        return msgspec.convert(msgspec.to_builtins(manifest), Manifest)
    except (ValueError, msgspec.ValidationError) as error:
        raise UsageError(f"this cannot be handed in: {error}") from error


def _write_zip(packed: Mapping[str, bytes], location: Path, time: datetime) -> None:
    """Write a zip under another name and move it into place."""
    partial = location.with_name(f".{location.name}.{secrets.token_hex(4)}.partial")
    # A zip knows the years from 1980 to 2107 only; the manifest has the time itself.
    year = min(max(time.year, 1980), 2107)
    date = (year, time.month, time.day, time.hour, time.minute, time.second)
    try:
        with zipfile.ZipFile(partial, "x", zipfile.ZIP_DEFLATED) as archive:
            for name, data in packed.items():
                member = zipfile.ZipInfo(name, date)
                member.compress_type = zipfile.ZIP_DEFLATED
                member.external_attr = 0o100644 << 16
                archive.writestr(member, data)
        partial.replace(location)
    finally:
        partial.unlink(missing_ok=True)


def _write_folder(packed: Mapping[str, bytes], location: Path) -> None:
    """Write a folder under another name and move it into place; the same submission once more is the same folder."""
    if location.exists():
        return
    location.parent.mkdir(parents=True, exist_ok=True)
    partial = location.with_name(f".{location.name}.{secrets.token_hex(4)}.partial")
    partial.mkdir()
    try:
        for name, data in packed.items():
            (partial / name).write_bytes(data)
        try:
            partial.rename(location)
        except OSError:
            if not location.exists():  # else the same submission was packed twice at the same moment
                raise
    finally:
        shutil.rmtree(partial, ignore_errors=True)
