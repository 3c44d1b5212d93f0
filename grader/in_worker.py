"""What runs in a worker process: some students' submissions judged in its own sandbox."""

from __future__ import annotations

import atexit
import dataclasses
import functools
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from grader.alike import First
from grader.course import Course, Exercise
from grader.execute import open_zygote
from grader.model import Limits, Result, StudentSession, Submission

if TYPE_CHECKING:
    from socket import socket

    from grader.execute.keeper import Zygote
    from grader.execute.sharing import SharedChild
    from grader.judge import Batch

_origin: list[socket | None] = []
_UNCHANGED: set[tuple[Path, str, str]] = set()  # exercises whose files are those of the version that is asked for


def have_twin_of(origin: socket | None) -> None:
    """Note what this worker's sandbox is to be a twin of."""
    _origin[:] = [origin]


@functools.cache
def worker_sandbox() -> Zygote:
    """Give the sandbox of this worker process: one for all that it will ever judge."""
    origin = _origin.pop() if _origin else None
    zygote = open_zygote(origin)
    atexit.register(zygote.close)  # waited for, so that a worker's computing time is all of what it used
    return zygote


def judge_in_worker(course: Course, ones: Sequence[First]) -> list[Result]:
    """Judge all that is handed over; gives a result for each, in any order."""
    from grader.judge import failed_result, judge_batches  # noqa: PLC0415 - the workers' server has imported it

    by_exercise: dict[str, list[Submission]] = {}
    for one in ones:
        by_exercise.setdefault(one.submission.exercise, []).append(one.submission)
    results: list[Result] = []
    batches: list[Batch] = []
    for submissions in by_exercise.values():
        batch = as_batch(course, submissions)
        if _is_unchanged(batch.exercise):
            batches.append(batch)
        else:
            reason = f"the files of {batch.exercise.id} on {platform.node()} are not those of the version to grade by"
            results += [failed_result(batch, submission, reason) for submission in submissions]
    sandbox = worker_sandbox()
    with sandbox.sharing() as shared:
        sessions = _Sessions(sandbox, shared, [one.submission for one in ones if one.for_others])
        judge_batches(batches, sandbox.open, sessions, results.append)
    return [msgspec.structs.replace(result, environment=_environment()) for result in results]


class _Sessions:
    """Sessions that may follow each other in one process, but for files whose result is to stand for others' too."""

    def __init__(self, sandbox: Zygote, shared: SharedChild, alone: Sequence[Submission]) -> None:
        self._sandbox, self._shared = sandbox, shared
        self._alone = {id(submission) for submission in alone}

    def open(self, submission: Submission, limits: Limits) -> StudentSession:
        """Open a session; see model.SharedSessions."""
        return (self._sandbox if id(submission) in self._alone else self._shared).open(submission, limits)

    def comes_first(self, submission: Submission) -> bool:
        """Tell whether it should come before the student's others."""
        return self._shared.comes_first(submission)


def as_batch(course: Course, submissions: Sequence[Submission]) -> Batch:
    """Give submissions of one exercise in the form in which they are judged."""
    from grader.judge import Batch  # noqa: PLC0415 - brings pytest and numpy

    return Batch(course.id, course.exercise(submissions[0].exercise), tuple(submissions))


def _is_unchanged(exercise: Exercise) -> bool:
    """Tell whether the tests that lie here are those whose version the result will name: it was worked out elsewhere.

    Somebody may be editing them, and a cluster's other machines may have others.
    """
    place = exercise.root, exercise.id, exercise.version
    if place not in _UNCHANGED and dataclasses.replace(exercise).version == exercise.version:
        _UNCHANGED.add(place)
    return place in _UNCHANGED


def _environment() -> str:
    """Name what else may decide a grade's last bits: the versions that a replay is compared with."""
    import numpy as np  # noqa: PLC0415 - a worker has it; `grader check` pays for neither

    return f"Python {platform.python_version()}, numpy {np.__version__}, {platform.machine()}"
