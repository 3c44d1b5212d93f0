"""A handout becomes a folder; work that is there already is never touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError
from grader.release.handout import ReleasedFile
from grader.workbook import nothing_written


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it: how many files were written, how many were there as they should be, which hold work."""

    written: int
    unchanged: int
    kept: tuple[str, ...]


def write_handout(files: Sequence[ReleasedFile], destination: Path, *, replace: bool = False) -> Written:
    """Write the files into a folder.

    Args:
        replace: let files that are there and say something else be overwritten, save those in which somebody works.

    Raises:
        UsageError: files are there that say something else, or the folder cannot be written.
    """
    same = [file for file in files if _content(destination / file.path) == file.content]
    other = [file for file in files if file not in same and (destination / file.path).exists()]
    kept = [file for file in other if file.is_stub and _has_work(file, _content(destination / file.path) or b"")]
    if other and not replace:
        named = ", ".join(str(file.path) for file in other[:3]) + (f" and {len(other) - 3} more" if other[3:] else "")
        raise UsageError(
            f"{destination} holds other files of these names: {named}; release into a new folder, or add --replace, "
            "which leaves students' work alone"
        )
    left = [file for file in files if file not in same and file not in kept]
    try:
        for file in left:
            path = destination / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)
    except OSError as error:
        raise UsageError(f"{error.filename}: {error.strerror}") from None
    return Written(len(left), len(same), tuple(str(file.path) for file in kept))


def _has_work(file: ReleasedFile, content: bytes) -> bool:
    # A notebook that is not as it was released was at least run by somebody.
    return file.path.suffix == ".ipynb" or not nothing_written(content)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
