"""A unit as a notebook: statement, stub and check cell of each exercise; the same cells for nbgrader.

Plain values that become JSON; nothing of Jupyter is needed to write a notebook.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from grader.course import Course, Exercise, Unit
from grader.variant import in_place_of_numbers, without_numbers

Cell = dict[str, Any]

_KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
_LOCAL_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((?!https?:|#)[^)]*\)")
_SEE_NUMBERS = "The next cell shows them: write that name behind it, and run it."
_SHELL_SECTION = re.compile(r"^##+ Try it\b.*?(?=^##? |\Z)", re.MULTILINE | re.DOTALL)


def unit_notebook(
    course: Course, unit: Unit, *, for_nbgrader: bool = False, files: Mapping[str, bytes] | None = None
) -> dict[str, Any]:
    """Give a unit's notebook, in format 4.5.

    Args:
        course: whose unit it is.
        unit: its exercises, in order.
        for_nbgrader: with nbgrader's own metadata, so that it can be a source notebook.
        files: statements and stubs by their path in the course, where they are not those of the course itself: a
            handout with one student's numbers filled in.
    """
    texts = _Texts(files or {})
    cells = [*_opening(course, unit)]
    for exercise in unit.exercises:
        cells += _exercise_cells(exercise, texts, for_nbgrader=for_nbgrader)
    for number, cell in enumerate(cells):
        seed = f"{course.id}/{unit.id}/{number}/{cell['cell_type']}"
        cell["id"] = hashlib.sha256(seed.encode()).hexdigest()[:12]
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {
            "kernelspec": dict(_KERNEL),
            "language_info": {"name": "python"},
            "grader": {"course": course.id, "unit": unit.id},
        },
        "cells": cells,
    }


def notebook_text(notebook: dict[str, Any]) -> str:
    """Give a notebook as Jupyter itself would write it."""
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _opening(course: Course, unit: Unit) -> Iterator[Cell]:
    due = f" Hand it in by {unit.due:%d %B %Y, %H:%M} ({unit.due.tzname()})." if unit.due else ""
    yield _text(
        f"# {course.title}: {unit.title}\n\nWrite each answer in the cell below its statement, run that cell, and then "
        f"the check cell below it.{due}\n\nYour own experiments may stand in cells of their own, anywhere.",
        {"part": "statement"},
    )
    yield _code("%load_ext grader", {"part": "setup"})


class _Texts:
    """Where statements and stubs come from."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def read(self, path: Path, exercise: Exercise) -> str:
        """Give a file's text; nothing where there is no such file."""
        name = path.relative_to(exercise.root).as_posix()
        if name in self._files:
            return self._files[name].decode("utf-8")
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    def is_filled(self, exercise: Exercise) -> bool:
        """Tell whether a student's numbers stand in the stub."""
        given = self._files.get(exercise.stub.relative_to(exercise.root).as_posix())
        return given is not None and given != exercise.stub.read_bytes()


def _exercise_cells(exercise: Exercise, texts: _Texts, *, for_nbgrader: bool) -> Iterator[Cell]:
    slug = exercise.id
    said, written = _statement(exercise, texts), texts.read(exercise.stub, exercise)
    asks_for_numbers = exercise.variant_file.exists() and not texts.is_filled(exercise)
    if asks_for_numbers:
        said, written = in_place_of_numbers(said, _SEE_NUMBERS, ".md"), _without_place_for_numbers(written)
    statement = _text(said, {"exercise": slug, "part": "statement"})
    # The comment says whose cell it is when an editor has dropped the metadata.
    stub = f"# exercise: {slug}\n{written.strip()}"
    answer = _code(stub, {"exercise": slug, "part": "answer"})
    check = _code(f"%check {slug}", {"exercise": slug, "part": "check"})
    if for_nbgrader:
        statement["metadata"]["nbgrader"] = _nbgrader(f"{slug}_statement", locked=True)
        answer["metadata"]["nbgrader"] = _nbgrader(slug, solution=True)
        check["metadata"]["nbgrader"] = {
            **_nbgrader(f"{slug}_check", grade=True, locked=True),
            "points": float(exercise.points),
        }
    yield statement
    if asks_for_numbers:
        yield _code(f"%numbers {slug}", {"exercise": slug, "part": "numbers"})
    yield from (answer, check)


def _without_place_for_numbers(stub: str) -> str:
    """Give a stub without the place for numbers and the words on how to fill it: one notebook is everybody's."""
    return re.sub(r"^# `grader start [^\n]*\n", "", without_numbers(stub), flags=re.MULTILINE)


def _nbgrader(grade_id: str, *, grade: bool = False, locked: bool = False, solution: bool = False) -> dict[str, Any]:
    return {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": grade,
        "locked": locked,
        "solution": solution,
        "task": False,
    }


def _statement(exercise: Exercise, texts: _Texts) -> str:
    """Give the statement as it reads in a notebook: no shell commands, no links to files that are not there."""
    text = texts.read(exercise.folder / "README.md", exercise) or f"# {exercise.title}\n"
    text = _SHELL_SECTION.sub("", text)
    text = text.replace(f"in `{exercise.file_name}`", "in the cell below")
    text = text.replace(f"into `{exercise.file_name}`", "into the cell below")
    return _LOCAL_LINK.sub(r"\1", text).strip()


def _text(source: str, ours: dict[str, str]) -> Cell:
    return {"cell_type": "markdown", "metadata": {"grader": ours}, "source": source}


def _code(source: str, ours: dict[str, str]) -> Cell:
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {"grader": ours},
        "outputs": [],
        "source": source,
    }
