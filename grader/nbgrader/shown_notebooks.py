"""The notebooks without which formgrader shows nothing, for students whose answers came by another way.

submitted/<student>/<assignment>/    <notebook>.ipynb and timestamp.txt, unless nbgrader collected one of its own
autograded/<student>/<assignment>/   the same, which formgrader shows

or wherever nbgrader's settings have these folders.
"""

from __future__ import annotations

import copy
import os
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from grader.collect.entries import Unreadable
from grader.collect.folder import open_regular, read_regular
from grader.collect.nbgrader_layout import MAX_TIMESTAMP_BYTES, TIMESTAMP_NAME, read_stamp
from grader.collect.notebook.file import MAX_NOTEBOOK_BYTES
from grader.course import Course
from grader.errors import GradebookError, UsageError
from grader.jupyter import notebook_text, unit_notebook
from grader.model import Standing
from grader.nbgrader.comments import Told, check_output
from grader.nbgrader.our_work import OurNotebook
from grader.report import safe_text


class _Ours(msgspec.Struct, frozen=True):
    exported: bool = False  # by us, who may write it again


class _Metadata(msgspec.Struct, frozen=True):
    grader: _Ours = _Ours()


class _Notebook(msgspec.Struct):
    """What is looked at of a notebook that lies there: students may have written anything."""

    metadata: _Metadata = _Metadata()


class ShownPages:
    """A notebook of ours, filled in for one student after the other."""

    def __init__(self, course: Course, ours: OurNotebook, content: Callable[[str], bytes], directory: Any) -> None:
        self._course, self._ours, self._content, self._directory = course, ours, content, directory

    @cached_property
    def empty(self) -> dict[str, Any]:
        """The notebook as it is released."""
        return unit_notebook(self._course, self._ours.unit, for_nbgrader=True)

    def write(self, student: str, own: Mapping[str, Standing], by_hand: Mapping[str, Decimal | None]) -> str:
        """Write what formgrader shows of a student, unless nbgrader has it; gives when it was handed in.

        Args:
            own: what counts, by exercise.
            by_hand: scores that were typed in formgrader.
        """
        steps = self._directory.submitted_directory, self._directory.autograded_directory
        submitted, autograded = (
            Path(self._directory.format_path(step, student, self._ours.assignment)) for step in steps
        )
        when = max((one.result.submitted_at for one in own.values() if one.result is not None), default=None)
        if self._may_write(submitted):
            places = [submitted, autograded]
        else:
            # nbgrader compares its own two copies of this file.
            when = _stamped(submitted / TIMESTAMP_NAME, self._course.timezone) or when
            places = [autograded] if self._may_write(autograded) else []
        stamp = _stamp(when)
        if places:
            text = notebook_text(self._as_graded(student, own, by_hand))
            for place in places:
                write_file(place / f"{self._ours.name}.ipynb", text)
                if stamp:
                    write_file(place / TIMESTAMP_NAME, stamp)
        return stamp

    def _may_write(self, place: Path) -> bool:
        path = place / f"{self._ours.name}.ipynb"
        try:
            path.lstat()
        except FileNotFoundError:
            return True
        except OSError:
            return False
        try:
            there = msgspec.json.decode(_bytes_of(path, MAX_NOTEBOOK_BYTES), type=_Notebook)
        except (Unreadable, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return False
        return there.metadata.grader.exported

    def _as_graded(
        self, student: str, own: Mapping[str, Standing], by_hand: Mapping[str, Decimal | None]
    ) -> dict[str, Any]:
        """Give the notebook with a student's answers, and below each what was said of it."""
        notebook = copy.deepcopy(self.empty)
        notebook["metadata"]["grader"]["exported"] = True
        for cell in notebook["cells"]:
            ours = cell["metadata"]["grader"]
            standing = own.get(ours.get("exercise", ""))
            if standing is not None and standing.result is not None and ours["part"] == "answer":
                cell["source"] = safe_text(self._answer(standing), lines=True)
            if ours["part"] == "check":
                exercise = self._course.exercise(ours["exercise"])
                told = Told(self._course, exercise, student, standing, by_hand.get(exercise.id))
                cell["outputs"] = [check_output(told)]
        return notebook

    def _answer(self, standing: Standing) -> str:
        if standing.result is None:
            return ""
        try:
            return self._content(standing.result.sha256).decode("utf-8", "replace")
        except GradebookError:
            return "# What was handed in could not be read."


def _stamped(path: Path, course_zone: tzinfo) -> datetime | None:
    """Give the time in a file that came with what was handed in; None where nobody else could read one there."""
    try:
        return read_stamp(_bytes_of(path, MAX_TIMESTAMP_BYTES).decode("utf-8", "replace"), course_zone)
    except Unreadable:
        return None


def _bytes_of(path: Path, max_bytes: int) -> bytes:
    descriptor = open_regular(path)
    try:
        return read_regular(descriptor, max_bytes)
    finally:
        os.close(descriptor)


def _stamp(when: datetime | None) -> str:
    return f"{when.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f} UTC" if when else ""


def write_file(path: Path, text: str) -> None:
    """Write a file, with its folders; it may stand in the place of another, which nbgrader may have made read-only.

    Raises:
        UsageError: it cannot be written.
    """
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(text, encoding="utf-8")
        os.replace(partial, path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from error
