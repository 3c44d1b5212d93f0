"""A student's own files: found by the words of a command, read, checked, shown and remembered."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.model import Outcome, Result, Status, Submission

if TYPE_CHECKING:
    from grader.course import Course, Exercise


@dataclass(frozen=True, slots=True)
class OwnFile:
    """An exercise, and the file in which a student works on it."""

    exercise: Exercise
    path: Path


def find_files(course: Course, words: Sequence[str]) -> list[OwnFile]:
    """Give what the words mean, each once; without words, the answers in the current folder, else the whole course.

    An answer is looked for in the current folder first: whoever keeps all files in one folder works there.
    """
    if not words:
        everything = [own_file(exercise) for exercise in course.exercises]
        return [own for own in everything if own.path.parent == Path.cwd()] or everything
    return list(dict.fromkeys(_find(course, word) for word in words))


def own_file(exercise: Exercise) -> OwnFile:
    """Give the file in which a student works on an exercise, as they stand now."""
    here = Path.cwd() / exercise.file_name
    return OwnFile(exercise, here if here.is_file() else exercise.stub)


def _find(course: Course, word: str) -> OwnFile:
    path = Path(word)
    if path.name.startswith("test_") and path.suffix == ".py":
        path = path.with_name(path.name.removeprefix("test_"))  # the tests of an exercise mean its answers
    if path.suffix == ".py" and len(path.parts) == 1 and not os.path.lexists(path):
        return own_file(course.exercise(path.stem))
    if path.suffix == ".py" or len(path.parts) > 1 or os.path.isdir(path):
        exercise = _exercise_of(course, path)
        return _as_known(OwnFile(exercise, path / exercise.file_name if os.path.isdir(path) else path))
    return own_file(course.exercise(word))


def _exercise_of(course: Course, path: Path) -> Exercise:
    """Give the exercise that a file or folder is named for; a file that is there may have the mark of a copy."""
    if path.suffix != ".py":
        return course.exercise(path.resolve().name)
    slugs = [exercise.id for exercise in course.exercises]
    if path.stem not in slugs and os.path.isfile(path):
        from grader.collect.names import squash  # what `grader collect` would take it for

        same = [slug for slug in slugs if squash(slug) == squash(path.name)]
        if len(same) == 1:
            return course.exercise(same[0])
    return course.exercise(path.stem)


def _as_known(own: OwnFile) -> OwnFile:
    """Give a file as it is known without being named, where it is the same: once, and remembered."""
    known = own_file(own.exercise)
    return known if os.path.realpath(known.path) == os.path.realpath(own.path) else own


def read_file(own: OwnFile) -> Submission:
    """Give the file as a submission; one that cannot be read says why."""
    try:
        content, unreadable = own.path.read_bytes(), ""
    except FileNotFoundError:
        content, unreadable = b"", f"there is no file {near(own.path)}"
        if own.path == own.exercise.stub:
            unreadable += f"; `grader start {own.exercise.id}` brings the stub back"
    except IsADirectoryError:
        content, unreadable = b"", f"{near(own.path)} is a folder; your answer is a file of that name"
    except OSError as error:
        content, unreadable = b"", f"{near(own.path)}: {error.strerror}"
    if not unreadable and not content.strip():
        statement = near(own.exercise.folder / "README.md")
        unreadable = f"{near(own.path)} is empty; {statement} says what to write"
    return Submission(
        student="you",
        exercise=own.exercise.id,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        submitted_at=datetime.now(UTC),
        source=str(own.path),
        unreadable=unreadable,
    )


def near(path: Path) -> Path:
    """Give the path as short as it can be said from here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def untouched(submissions: Sequence[Submission]) -> set[str]:
    """Give the exercises in whose files nothing is written yet."""
    from grader.workbook import nothing_written

    return {one.exercise for one in submissions if not one.unreadable and nothing_written(one.content)}


def print_result(course: Course, result: Result) -> None:
    """Print what a student reads after a check."""
    from grader.report import student_result_lines

    lines = student_result_lines(
        result,
        title=course.exercise(result.exercise).title,
        visible_only=True,
        width=shutil.get_terminal_size().columns,
        encoding=sys.stdout.encoding or "utf-8",
    )
    # click takes the colours out again where standard output is no terminal.
    click.echo("\n".join(line.ansi() for line in lines))
    click.echo()


def all_passed(result: Result) -> bool:
    """Tell whether every visible test passed."""
    return result.status is Status.GRADED and all(test.outcome is Outcome.PASSED for test in result.tests)


def remember(course: Course, checked: Sequence[tuple[Submission, Result]]) -> None:
    """Keep how the checks ended, for `grader list`; not of a file from elsewhere."""
    from grader.workbook import Progress, fingerprint, update_progress, with_step

    def change(progress: Progress) -> Progress:
        for submission, result in checked:
            exercise = course.exercise(result.exercise)
            if result.status is Status.ERROR or Path(submission.source) != own_file(exercise).path:
                continue
            passed = sum(test.outcome is Outcome.PASSED for test in result.tests)
            progress = with_step(
                progress,
                exercise.id,
                checked=fingerprint(exercise, submission.content),
                passed=passed if result.status is Status.GRADED else 0,
                tests=max(1, len(result.tests)),
            )
        return progress

    update_progress(course, change)
