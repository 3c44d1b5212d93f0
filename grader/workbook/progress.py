"""How far a student is, kept beside their work for themselves; nothing that decides a grade reads it.

.grader/
    .gitignore       so that nobody has to think of the folder
    progress.json    who, and for each exercise the last check and the hints that were read
    stubs/           from `grader release`: what `grader start` brings back when a file is gone
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

import msgspec

from grader.course import Course, Exercise
from grader.workbook.written import nothing_written

FOLDER = ".grader"
_MAX_BYTES = 1 << 20


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of one exercise: the last check, of which content, and how many hints were read."""

    checked: str = ""
    passed: int = 0
    tests: int = 0
    hints: int = 0


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of a student."""

    student: str = ""
    exercises: dict[str, Step] = {}

    def step(self, exercise: Exercise) -> Step:
        """Give what is remembered of an exercise."""
        return self.exercises.get(exercise.id, Step())


class State(StrEnum):
    """Where a student stands with one exercise."""

    MISSING = "missing"  # there is no file
    UNTOUCHED = "untouched"  # the stub
    STARTED = "started"  # something is written, and was not checked like this
    FAILING = "failing"  # not all visible tests passed in the last check
    PASSING = "passing"


def load_progress(course: Course) -> Progress:
    """Give what is remembered; nothing, where the file is missing or is not what we wrote."""
    try:
        with (course.root / FOLDER / "progress.json").open("rb") as file:
            return msgspec.json.decode(file.read(_MAX_BYTES), type=Progress)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Progress()


def update_progress(course: Course, change: Callable[[Progress], Progress]) -> None:
    """Remember something; a folder that cannot be written stays as it is, for a check is worth more than its memory."""
    folder = course.root / FOLDER
    partial = folder / f"progress.{os.getpid()}.partial"
    with contextlib.suppress(OSError):
        folder.mkdir(exist_ok=True)
        if not (folder / ".gitignore").exists():
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        try:
            partial.write_bytes(msgspec.json.encode(change(load_progress(course))))
            partial.replace(folder / "progress.json")
        finally:
            partial.unlink(missing_ok=True)


def with_step(progress: Progress, exercise: str, **changes: object) -> Progress:
    """Give the progress with something changed in one exercise."""
    step = msgspec.structs.replace(progress.exercises.get(exercise, Step()), **changes)
    return msgspec.structs.replace(progress, exercises={**progress.exercises, exercise: step})


def name_student(course: Course, student: str) -> None:
    """Remember who works in this folder."""
    update_progress(course, lambda known: msgspec.structs.replace(known, student=student))


def fingerprint(exercise: Exercise, content: bytes) -> str:
    """Give what a check depends on: the student's bytes and the tests that they have."""
    digest = hashlib.sha256(content)
    with contextlib.suppress(OSError):
        digest.update(b"\0" + exercise.visible_tests.read_bytes())
    return digest.hexdigest()[:16]


def notebook_mark(exercise: Exercise) -> str:
    """Give what stands for the content where cells of a notebook were checked: they may have changed since."""
    return f"notebook {fingerprint(exercise, b'')}"


def is_in_notebook(exercise: Exercise, step: Step, content: bytes | None) -> bool:
    """Tell whether a student works on an exercise in a notebook: checked there last, and nothing in the file."""
    return step.checked == notebook_mark(exercise) and step.tests > 0 and (content is None or nothing_written(content))


def standing(exercise: Exercise, progress: Progress, path: Path | None = None) -> State:
    """Tell where a student stands, from the file as it is now and the last check of just that, or of a notebook."""
    step = progress.step(exercise)
    try:
        content = (path or exercise.stub).read_bytes()
    except OSError:
        content = None
    if is_in_notebook(exercise, step, content):
        return State.PASSING if step.passed == step.tests else State.FAILING
    if content is None:
        return State.MISSING
    if step.checked == fingerprint(exercise, content) and step.tests:
        if step.passed == step.tests:
            return State.PASSING
        return State.UNTOUCHED if nothing_written(content) else State.FAILING
    return State.UNTOUCHED if nothing_written(content) else State.STARTED


def next_exercise(course: Course, states: dict[str, State]) -> Exercise | None:
    """Give what to do next: the first open exercise whose prerequisites pass, else the first open one."""
    open_ = [exercise for exercise in course.exercises if states[exercise.id] is not State.PASSING]
    ready = [exercise for exercise in open_ if all(states[need] is State.PASSING for need in exercise.needs)]
    return next(iter([*ready, *open_]), None)
