"""The manifest that `grader submit` packs with the files, and the code by which a receipt can be checked.

The manifest is the student's own word: its digests show that files arrived as they were packed, not who packed them.
"""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from grader.collect.entries import in_utc

MANIFEST_NAME = "manifest.json"
MAX_MANIFEST_BYTES = 1 << 18
CODE_DIGITS = 12

_Time = Annotated[datetime, msgspec.Meta(tz=True)]
_Text = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
_Slug = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,99}\Z")]
_NotebookName = Annotated[str, msgspec.Meta(pattern=r"^[^./\\\x00-\x1f\x7f][^/\\\x00-\x1f\x7f]{0,150}\.ipynb\Z")]
_Digest = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]


class PackedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One file beside the manifest, named `<exercise>.py`."""

    exercise: _Slug
    sha256: _Digest
    size_bytes: Annotated[int, msgspec.Meta(ge=0)]

    @classmethod
    def of(cls, exercise: str, data: bytes) -> PackedFile:
        """Give what a manifest says of a file with these bytes."""
        return cls(exercise=exercise, sha256=digest(data), size_bytes=len(data))


class PackedNotebook(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One notebook beside the manifest, by the name of its file; which exercises it answers is not for it to say."""

    name: _NotebookName
    sha256: _Digest
    size_bytes: Annotated[int, msgspec.Meta(ge=0)]

    @classmethod
    def of(cls, name: str, data: bytes) -> PackedNotebook:
        """Give what a manifest says of a notebook of this name with these bytes."""
        return cls(name=unicodedata.normalize("NFC", name), sha256=digest(data), size_bytes=len(data))


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who hands in what for which course, and when: one file or notebook at least."""

    format: Literal[1] = 1
    course: _Text
    student: _Text
    submitted_at: _Time
    files: Annotated[tuple[PackedFile, ...], msgspec.Meta(max_length=1000)]
    notebooks: Annotated[tuple[PackedNotebook, ...], msgspec.Meta(max_length=100)] = ()

    def __post_init__(self) -> None:
        """Refuse one that speaks of nothing, two notebooks of one name, and a time that is none."""
        if not self.files and not self.notebooks:
            raise ValueError("no file is named")
        if len({notebook.name.casefold() for notebook in self.notebooks}) < len(self.notebooks):
            raise ValueError("two notebooks have the same name")
        if in_utc(self.submitted_at) is None:
            raise ValueError("the time is none that a calendar has")


def digest(data: bytes) -> str:
    """Give the SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def encode_manifest(manifest: Manifest) -> bytes:
    """Give the manifest in its one canonical form, of which the code is made; without notebooks as it always was."""
    fields = msgspec.to_builtins(manifest)
    if not manifest.notebooks:
        del fields["notebooks"]
    return msgspec.json.format(msgspec.json.encode(fields, order="sorted"), indent=2) + b"\n"


def decode_manifest(data: bytes) -> Manifest:
    """Give the manifest that a file holds.

    Raises:
        ValueError: it is not one; the text says what was expected where.
    """
    try:
        return msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error


def manifest_code(manifest: Manifest) -> str:
    """Give the short code that stands on the receipt."""
    return hashlib.sha256(encode_manifest(manifest)).hexdigest()[:CODE_DIGITS]
