"""Files handed in to the judge, many at a time, in worker processes: what became of each, and what it used.

Task(exercise, content) --dispatch--> worker: one pytest session for a batch, in the real sandbox --> Trial(result)
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import msgspec

from grader.course import Course, Exercise
from grader.dispatch import Dispatch
from grader.execute import Session, open_zygote
from grader.in_worker import worker_sandbox
from grader.judge import Batch, failed_result, judge_batch
from grader.model import Limits, Result, Submission
from grader.pipeline import start_workers
from grader.variant import EXAMPLE

MARGIN = 4  # a right answer uses at most this part of what is allowed: a student's machine is slower, or busy
# Enough that pytest's start is shared, few enough that all workers are busy to the end and the progress shows.
BATCH_SIZE = 12
_NOW = datetime(2000, 1, 1, tzinfo=UTC)  # nothing depends on it, and a run is like the one before


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be handed in.

    Args:
        key: what the asker calls it; unique in a run.
        mutant: judged with a quarter of the limits, and only until points are lost.
    """

    exercise: str
    key: int
    content: bytes
    mutant: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a task, and the most that one call computed and one process allocated."""

    key: int
    result: Result
    cpu_seconds: float
    memory_mib: float


def run_tasks(course: Course, tasks: Sequence[Task], jobs: int, on_done: Callable[[int], None]) -> dict[int, Trial]:
    """Hand every task in and give the trials by their keys.

    Args:
        on_done: called with the number of trials that have just become known.

    Raises:
        SandboxUnavailable: this machine cannot confine student code.
    """
    if not tasks:
        return {}
    open_zygote().close()  # here, so that a machine without a sandbox is told once
    work, give_up = functools.partial(_judge, course), functools.partial(_give_up, course)
    dispatch: Dispatch[Task, Trial] = Dispatch(start_workers, work, give_up, jobs)
    found: dict[int, Trial] = {}
    for trials in dispatch.run(list(_batches(tasks))):
        found.update((trial.key, trial) for trial in trials)
        on_done(len(trials))
    return found


def mutant_limits(limits: Limits) -> Limits:
    """Give what a mutant may compute: the margin that the reference itself has to keep."""
    return msgspec.structs.replace(limits, cpu_seconds=limits.cpu_seconds / MARGIN)


def _batches(tasks: Sequence[Task]) -> Iterator[tuple[Task, ...]]:
    batch: list[Task] = []
    for task in tasks:
        if batch and (len(batch) == BATCH_SIZE or (batch[0].exercise, batch[0].mutant) != (task.exercise, task.mutant)):
            yield tuple(batch)
            batch = []
        batch.append(task)
    yield tuple(batch)


def _judge(course: Course, tasks: Sequence[Task]) -> list[Trial]:
    sessions: dict[str, Session] = {}

    def open_metered(submission: Submission, limits: Limits) -> Session:
        session = worker_sandbox().open(submission, limits)
        assert isinstance(session, Session)
        session.meter()
        sessions[submission.student] = session
        return session

    results: dict[str, Result] = {}
    judge_batch(_batch(course, tasks), open_metered, lambda result: results.update({result.student: result}))
    trials = []
    for task in tasks:
        session = sessions.get(str(task.key))
        used = session.usage() if session is not None else None
        cpu, memory = (used.cpu_seconds, used.memory_mib) if used else (0.0, 0.0)
        trials.append(Trial(task.key, results[str(task.key)], cpu, memory))
    return trials


def _give_up(course: Course, task: Task, reason: str) -> Trial:
    batch = _batch(course, [task])
    return Trial(task.key, failed_result(batch, batch.submissions[0], reason), 0.0, 0.0)


def _batch(course: Course, tasks: Sequence[Task]) -> Batch:
    exercise: Exercise = course.exercise(tasks[0].exercise)
    if tasks[0].mutant:
        exercise = replace(exercise, limits=mutant_limits(exercise.limits))
    submissions = tuple(_submission(task) for task in tasks)
    return Batch(course.id, exercise, submissions, stop_early=tasks[0].mutant, numbers_of=EXAMPLE)


def _submission(task: Task) -> Submission:
    digest = hashlib.sha256(task.content).hexdigest()
    return Submission(
        student=str(task.key), exercise=task.exercise, content=task.content, sha256=digest, submitted_at=_NOW
    )
