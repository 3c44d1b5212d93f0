"""A unit's visible tests in one file, for students who get a folder with a notebook in it: what `%check` needs.

<folder>/<unit>.ipynb
<folder>/grader_checks.zip   course.yaml, exercises/<slug>/..., as a released course has them

nbgrader copies every file of an assignment four times for each student, and prints a line for each.
"""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

from grader.course import FILE_NAME, find_course
from grader.errors import UsageError

BUNDLE_NAME = "grader_checks.zip"
_MOST_BYTES = 64 << 20
_THEN = (1980, 1, 1, 0, 0, 0)  # so that the same files make the same bundle


def make_bundle(files: Iterable[tuple[PurePosixPath, bytes]]) -> bytes:
    """Give the bundle of a released course's files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files:
            archive.writestr(zipfile.ZipInfo(path.as_posix(), _THEN), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def open_course(start: Path, scratch: Callable[[], Path]) -> Path:
    """Give the course's folder: the nearest one from `start` upwards, or the nearest bundle, unpacked.

    Args:
        start: where the notebook lies.
        scratch: gives a folder for unpacked bundles.

    Raises:
        UsageError: there is neither, or the bundle is broken.
    """
    found = _nearest(start)
    if found is None:
        return find_course(start)
    return _unpack(found, scratch()) if found.name == BUNDLE_NAME else found.parent


def lies_in_course(start: Path) -> bool:
    """Tell whether `open_course` finds a course from there."""
    return _nearest(start) is not None


def _nearest(start: Path) -> Path | None:
    """Give the course's file or the bundle that is nearest from `start` upwards."""
    here = start.resolve()
    places = (folder / name for folder in (here, *here.parents) for name in (FILE_NAME, BUNDLE_NAME))
    # pathlib's own raises where a folder may not be looked into.
    return next((place for place in places if os.path.isfile(place)), None)


def _unpack(bundle: Path, scratch: Path) -> Path:
    try:
        content = bundle.read_bytes()
        place = scratch / hashlib.sha256(content).hexdigest()[:16]
        if not place.exists():
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                if sum(member.file_size for member in archive.infolist()) > _MOST_BYTES:
                    raise UsageError(
                        f"{bundle.name} is larger than a course's checks can be; fetch the assignment again"
                    )
                archive.extractall(place)
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise UsageError(f"{bundle.name} cannot be read; fetch the assignment again ({error})") from None
    return place
