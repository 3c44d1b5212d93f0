"""Which course of ours, and which gradebook, stand behind an nbgrader course: read from its nbgrader_config.py.

That file is a program, and it is never run here: the folder that somebody stands in may be one that was handed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError

CONFIG_NAME = "nbgrader_config.py"
GRADEBOOK = "grader.db"  # where the settings name none
_MAX_BYTES = 1 << 20
_TEXT = r"""(?:"(?P<double>[^"\\\n]*)"|'(?P<single>[^'\\\n]*)')"""
_HERE = r"str\(Path\(__file__\)\.resolve\(\)\.parent\s*/\s*"
_NAMES = r"EngineGrades\.(?:course|gradebook)|CourseDirectory\.root"
_SETS = re.compile(rf"c\.(?P<name>{_NAMES})\s*=\s*(?P<here>{_HERE})?{_TEXT}\)?\s*(?:#.*)?")
_LOADS = re.compile(rf"load_subconfig\(\s*{_TEXT}\s*\)\s*(?:#.*)?")
_MEANT = re.compile(rf"[^#]*\b(?P<name>{_NAMES})\b\s*=")


@dataclass(frozen=True, slots=True)
class Settings:
    """Our part of an nbgrader course's settings.

    Args:
        course: folder of the grader's course.
        gradebook_url: of the grader's own gradebook.
    """

    course: Path
    gradebook_url: str


def read_settings(folder: Path) -> Settings | None:
    """Give our part of the settings in a folder; None where it is no nbgrader course of ours.

    Raises:
        UsageError: they cannot be read, or are worked out by what would have to be run.
    """
    if not (folder / CONFIG_NAME).is_file():
        return None
    found = dict(_assignments(folder, folder / CONFIG_NAME, set()))
    if "EngineGrades.course" not in found:
        return None
    worked_out = [name for name, value in found.items() if value is None]
    if worked_out:
        raise UsageError(
            f"{folder / CONFIG_NAME} works out {worked_out[0]}, and only nbgrader runs that file: "
            "say --course and --gradebook, or write it there as a text"
        )
    root = (folder / (found.get("CourseDirectory.root") or "")).resolve()  # settings may lie apart from their course
    return Settings(
        course=(root / (found["EngineGrades.course"] or "")).resolve(),
        gradebook_url=url_of(root, found.get("EngineGrades.gradebook") or GRADEBOOK),
    )


def _assignments(folder: Path, file: Path, seen: set[Path]) -> Iterator[tuple[str, str | None]]:
    """Give what a file assigns, and what those that it loads do, in their order; None where it is worked out.

    Args:
        folder: of the nbgrader course; `load_subconfig` counts from there.
        seen: files that were read; each is read once, whoever loads it again.
    """
    seen.add(file.resolve())
    try:
        with file.open("rb") as opened:
            text = opened.read(_MAX_BYTES).decode("utf-8", "replace")
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}") from error
    for line in map(str.strip, text.splitlines()):
        if (sets := _SETS.fullmatch(line)) is not None:
            value = sets["double"] or sets["single"] or ""
            yield sets["name"], str(file.resolve().parent / value) if sets["here"] else value
        elif (loads := _LOADS.fullmatch(line)) is not None:
            other = folder / (loads["double"] or loads["single"] or "")
            if other.is_file() and other.resolve() not in seen:  # nbgrader says nothing where it is not there
                yield from _assignments(folder, other, seen)
        elif (meant := _MEANT.match(line)) is not None:
            yield meant["name"], None


def url_of(root: Path, gradebook: str) -> str:
    """Give the gradebook's URL, where the settings may have a file's name from the nbgrader course."""
    return gradebook if "://" in gradebook else f"sqlite:///{root / gradebook}"
