"""Getting an exercise ready for a student: its stub where it is gone, their numbers where it has some."""

from __future__ import annotations

import ast
import contextlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from grader.course import Course, Exercise
from grader.errors import UsageError
from grader.variant import Variant, draw_variant, fill
from grader.workbook.progress import FOLDER
from grader.workbook.written import nothing_written


@dataclass(frozen=True, slots=True)
class Started:
    """What was done: the student's numbers if the exercise has some, and whether the stub was brought back."""

    variant: Variant | None
    restored: bool
    in_file: bool = True  # whether the numbers stand in the student's file


def start_exercise(course: Course, exercise: Exercise, student: str) -> Started:
    """Write what the student starts from; work that is there is never changed.

    Args:
        student: the student's id; empty when it is not known.

    Raises:
        UsageError: the file is gone and cannot be brought back, the id is needed, or the file holds work for
            somebody else's numbers.
    """
    restored = not os.path.lexists(exercise.stub)
    if restored:
        _restore(course, exercise)
    if not exercise.variant_file.exists():
        return Started(None, restored)
    if not student:
        raise UsageError(
            f"{exercise.id} has numbers of your own: name yourself with --student ID, by the name that your course "
            "knows you by (ask if you are not sure: other numbers are marked wrong)"
        )
    variant = draw_variant(course.id, exercise, student)
    before = _read(exercise.stub)
    owner = made_for(before)
    if owner and owner != student and not nothing_written(before.encode()):
        raise UsageError(
            f"{_shown(course, exercise.stub)} holds work with the numbers of {owner!r}, and stays as it is; to begin "
            f"anew with those of {student!r}, move the file away first"
        )
    after = fill(before, variant, ".py")
    _replace(exercise.stub, before, after)
    statement = exercise.folder / "README.md"
    if statement.is_file():
        text = _read(statement)
        _replace(statement, text, fill(text, variant, ".md"))
    return Started(variant, restored, in_file=made_for(after) == student)


def _restore(course: Course, exercise: Exercise) -> None:
    kept = course.root / FOLDER / "stubs" / exercise.file_name
    try:
        text = kept.read_text(encoding="utf-8")
    except OSError:
        raise UsageError(
            f"there is no {_shown(course, exercise.stub)}, and no copy of the stub to bring it back; take it from "
            "your course's files again"
        ) from None
    exercise.folder.mkdir(parents=True, exist_ok=True)
    _replace(exercise.stub, "", text)


def made_for(text: str) -> str:
    """Give whose numbers a file says that it holds."""
    with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        for node in ast.parse(text.removeprefix("\ufeff")).body:
            match node:
                case ast.Assign(targets=[ast.Name(id="made_for")], value=ast.Constant(value=str(owner))):
                    return owner
    return ""


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8 text; save it as UTF-8 and try again") from None


def _replace(path: Path, before: str, after: str) -> None:
    """Write a file under another name and move it into place, so that no half of it can be lost."""
    if before == after:
        return
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}.partial")
    try:
        partial.write_bytes(after.encode())
        partial.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None
    finally:
        partial.unlink(missing_ok=True)


def _shown(course: Course, path: Path) -> str:
    return str(path.relative_to(course.root))
