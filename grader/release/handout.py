"""Which files students get, and what is in them; a kind of handout more is one more iterator of ReleasedFile.

DEST/
    course.yaml                   order, points, dates, limits; no comments, no feedback level
    README.md                     what to type
    exercises/<slug>/             what lies in the course's folder: statement, stub, visible tests, hints, variant.py
    .grader/stubs/<slug>.py       the stubs once more, for `grader start` to bring back
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from grader.course import FILE_NAME, Course, Exercise
from grader.errors import CourseError, Problem
from grader.variant import MARKERS, draw_variant, fill
from grader.workbook import FOLDER

# What students' copy of course.yaml says: a key that is added to it one day stays here until somebody says otherwise.
_COURSE_KEYS = ("id", "title", "timezone", "late", "limits", "attempts", "keep")
_UNIT_KEYS = ("id", "title", "due")
_EXERCISE_KEYS = ("id", "title", "kind", "points", "limits", "needs", "due", "attempts", "keep")
_NOTEBOOKS = """
Each unit is a notebook as well: open `{first}.ipynb` in Jupyter, write in the cell below a statement,
run it, and run the check cell below it. Write an exercise in one place, its file or its notebook: `grader submit` packs
both, and where both hold an answer, the file counts.
"""
_JUNK_ENDINGS = (".pyc", ".pyo", "~", ".orig", ".rej", ".bak", ".swp", ".partial")


@dataclass(frozen=True, slots=True)
class ReleasedFile:
    """One file of a handout; `is_stub` marks the files in which students write."""

    path: PurePosixPath
    content: bytes
    is_stub: bool = False


def handout(course: Course, student: str = "", *, notebooks: bool = False) -> Iterator[ReleasedFile]:
    """Give every file that students get of the course, in a fixed order.

    Args:
        course: with those exercises that are handed out; see `Course.with_only`.
        student: whose numbers are filled in where exercises have some; nobody's if empty.
        notebooks: whether notebooks will lie beside these, so that the README says so.

    Raises:
        CourseError: an exercise lacks a file that students need, or holds a link.
    """
    problems = [problem for exercise in course.exercises for problem in _missing(exercise)]
    if problems:
        raise CourseError(problems)
    yield ReleasedFile(PurePosixPath(FILE_NAME), _reduced(course))
    yield ReleasedFile(PurePosixPath("README.md"), _readme(course, student, notebooks=notebooks).encode())
    yield ReleasedFile(PurePosixPath(FOLDER, ".gitignore"), b"progress.*\n")
    for exercise in course.exercises:
        yield from _exercise_files(course, exercise, student)


def _missing(exercise: Exercise) -> list[Problem]:
    needed = [exercise.stub, exercise.folder / "README.md"]
    lacking = [
        Problem(str(path.relative_to(exercise.root)), "", "no such file", f"a file of exercise {exercise.id}")
        for path in needed
        if not path.is_file()
    ]
    return [*exercise.missing_files(hidden=False), *lacking]


def _exercise_files(course: Course, exercise: Exercise, student: str) -> Iterator[ReleasedFile]:
    variant = draw_variant(course.id, exercise, student) if student and exercise.variant_file.exists() else None
    for path in _files_of(exercise):
        content = path.read_bytes()
        is_stub = path == exercise.stub
        if is_stub:
            yield ReleasedFile(PurePosixPath(FOLDER, "stubs", exercise.file_name), content)
        if variant is not None and (is_stub or path == exercise.folder / "README.md") and path.suffix in MARKERS:
            content = fill(content.decode(), variant, path.suffix).encode()
        yield ReleasedFile(PurePosixPath(path.relative_to(course.root).as_posix()), content, is_stub)


def _files_of(exercise: Exercise) -> list[Path]:
    """Give the files of an exercise's folder, without what systems, editors and tools leave behind."""
    found: list[Path] = []
    for folder, folders, names in os.walk(exercise.folder):
        folders[:] = sorted(name for name in folders if not _is_junk(name))
        for name in sorted([*names, *folders]):
            path = Path(folder, name)
            if path.is_symlink():  # it may lead anywhere, into the solutions for instance
                where = str(path.relative_to(exercise.root))
                raise CourseError([Problem(where, "", "a link", "a file: links are not handed out")])
            if name in names and not _is_junk(name):
                found.append(path)
    return found


def _is_junk(name: str) -> bool:
    return name.startswith(".") or name in ("__pycache__", "gradebook.db") or name.endswith(_JUNK_ENDINGS)


def _reduced(course: Course) -> bytes:
    """Give students' course.yaml: written anew, so that no comment and no key is in it by accident."""
    raw = yaml.safe_load((course.root / FILE_NAME).read_bytes().decode("utf-8-sig"))
    slugs = {exercise.id for exercise in course.exercises}
    units = []
    for unit in raw["units"]:
        entries = [_entry(entry, slugs) for entry in unit["exercises"] if entry["id"] in slugs]
        if entries:
            units.append(_picked(unit, _UNIT_KEYS) | {"exercises": entries})
    reduced = _picked(raw, _COURSE_KEYS) | {"units": units}
    return yaml.safe_dump(reduced, sort_keys=False, allow_unicode=True, width=120).encode()


def _entry(entry: dict[str, Any], slugs: set[str]) -> dict[str, Any]:
    """Give one exercise's keys; what it needs and is not handed out cannot be named."""
    picked = _picked(entry, _EXERCISE_KEYS)
    if "needs" in picked:
        picked["needs"] = [need for need in picked["needs"] if need in slugs]
    return picked


def _picked(entry: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: entry[key] for key in keys if key in entry}


def _readme(course: Course, student: str, *, notebooks: bool) -> str:
    rows = []
    for unit in course.units:
        if unit.exercises:
            due = f", due {unit.due:%a %d %b %Y %H:%M} {unit.due.tzname()}" if unit.due else ""
            rows.append(f"\n**{unit.title}**{due}\n")
            rows += [
                f"- [{exercise.title}](exercises/{exercise.id}/README.md): `{exercise.id}`"
                for exercise in unit.exercises
            ]
    own = [exercise.id for exercise in course.exercises if exercise.variant_file.exists()]
    numbers = ""
    if own and student:
        numbers = f"\nThe numbers in {' and '.join(f'`{slug}`' for slug in own)} are drawn for `{student}`.\n"
    elif own:
        numbers = (
            f"\n{' and '.join(f'`{slug}`' for slug in own)} have numbers of your own: `grader start {own[0]} --student "
            "ID` writes them into the file; ID is the name by which your course knows you.\n"
        )
    books = [unit.id for unit in course.units if unit.exercises] if notebooks else []
    where = _NOTEBOOKS.format(first=books[0]) if books else ""
    return f"""\
# {course.title}

Each exercise has a folder: `README.md` says what to do, the file of the exercise's name is where you write, and
`test_` and the name are the tests that you may run as often as you like. When you hand in, hidden tests are run too.

```sh
grader list             # the exercises in order, and how far you are
grader start            # the next one: what to read, where to write
grader check --watch    # checks at each save
grader hint EXERCISE    # when you are stuck
grader submit           # packs what you have written
```
{where}{numbers}{chr(10).join(rows)}
"""
