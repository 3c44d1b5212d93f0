"""The notebooks without which formgrader shows nothing, for students whose answers came by another way.

submitted/<student>/<assignment>/    <notebook>.ipynb and timestamp.txt, unless nbgrader collected one of its own
autograded/<student>/<assignment>/   the same, which formgrader shows

or wherever nbgrader's settings have these folders.
"""

from __future__ import annotations

import copy
import json
import os
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from grader.course import Course
from grader.errors import GradebookError, UsageError
from grader.jupyter import notebook_text, unit_notebook
from grader.model import Standing
from grader.nbgrader.comments import Told, check_output
from grader.nbgrader.our_work import OurNotebook
from grader.report import safe_text

_MARK = "exported"  # in the metadata of a notebook that we wrote, and may write again


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
        if self._may_write(submitted):
            when = max((one.result.submitted_at for one in own.values() if one.result is not None), default=None)
            stamp, places = _stamp(when), [submitted, autograded]
        else:
            # nbgrader compares its own two copies of this file.
            kept = submitted / "timestamp.txt"
            stamp = kept.read_text(encoding="utf-8").strip() if kept.is_file() else ""
            places = [autograded] if self._may_write(autograded) else []
        if places:
            text = notebook_text(self._as_graded(student, own, by_hand))
            for place in places:
                write_file(place / f"{self._ours.name}.ipynb", text)
                if stamp:
                    write_file(place / "timestamp.txt", stamp)
        return stamp

    def _may_write(self, place: Path) -> bool:
        try:
            there = json.loads((place / f"{self._ours.name}.ipynb").read_bytes())
        except FileNotFoundError:
            return True
        except (OSError, ValueError, RecursionError):
            return False
        return isinstance(there, dict) and there.get("metadata", {}).get("grader", {}).get(_MARK) is True

    def _as_graded(
        self, student: str, own: Mapping[str, Standing], by_hand: Mapping[str, Decimal | None]
    ) -> dict[str, Any]:
        """Give the notebook with a student's answers, and below each what was said of it."""
        notebook = copy.deepcopy(self.empty)
        notebook["metadata"]["grader"][_MARK] = True
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
