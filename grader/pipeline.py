"""The stages joined; the way of a class through the toolkit.

1. collect   files and archives            -> submissions
2. record    keeps them by content, tells which have no result yet
3. execute   opens a student's module in a sandbox, in a worker process
4. judge     runs the exercise's graders on it -> results
5. record    keeps each result at once
6. report    shows them (called by the commands)
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from grader.alike import Alike, First
from grader.course import Course
from grader.errors import CourseError, UsageError
from grader.execute import begin_origin, open_own, share_origin
from grader.in_worker import as_batch, have_twin_of, judge_in_worker
from grader.model import Result, Sandbox, Status, Submission

if TYPE_CHECKING:
    from grader.cluster import Cluster
    from grader.collect import Intake
    from grader.record import Gradebook

# Large enough that handing them over costs little, small enough that results come in while one watches.
MAX_BATCH, MIN_BATCH = 100, 8


def start_sandbox(tell: Callable[[str], None]) -> Sandbox:
    """Start the process in which a student's own files will run; confined where the machine can.

    Args:
        tell: called with a sentence when it is not confined. That is fine for one's own code, and never silent.
    """
    return open_own(tell)


def check_submissions(
    course: Course,
    submissions: Sequence[Submission],
    sandbox: Sandbox,
    on_result: Callable[[Result], None],
    numbers_of: str | None = None,
) -> None:
    """Run the visible tests on a student's own files, in this process; hands over each Result as it is known.

    Args:
        numbers_of: the student's id, for exercises whose numbers depend on it.
    """
    from grader.judge import Batch, judge_batch  # noqa: PLC0415 - brings pytest and numpy, which only who judges needs

    for submission in submissions:
        exercise = course.exercise(submission.exercise)
        batch = Batch(course.id, exercise, (submission,), hidden=False, numbers_of=numbers_of)
        judge_batch(batch, sandbox.open, on_result)


def collect_class(
    course: Course,
    sources: Sequence[Path],
    gradebook: Gradebook,
    layout: str | None = None,
    not_before: datetime | None = None,
    start_workers: Callable[[], Executor] | None = None,
    leave_out: Callable[[tuple[str, ...]], bool] | None = None,
    stands_for: Mapping[str, tuple[str, ...]] | None = None,
    untimed: Callable[[str, str, datetime], datetime] | None = None,
) -> tuple[Intake, int]:
    """Take in what the sources hold; gives the intake and how many submissions were new.

    Args:
        not_before: nothing counts as handed in earlier than this, whatever the files' own times say.
        start_workers: gives processes that help where there are many notebooks.
        leave_out: tells by its path in a source that a file is not for this course.
        stands_for: exercises by the name of a notebook, or of the folder it lies in; without it, those of the units.
        untimed: gives when a file was handed in that nbgrader collected without saying when.
    """
    from grader.collect import collect_submissions, plan_notebooks  # noqa: PLC0415 - checking does without

    slugs = [exercise.id for exercise in course.exercises]
    plan = plan_notebooks(course, stands_for)
    intake = collect_submissions(
        sources,
        slugs,
        layout,
        course_id=course.id,
        plan=plan,
        start_workers=start_workers,
        leave_out=leave_out,
        course_zone=course.timezone,
        untimed=untimed,
    )
    submissions = [
        submission
        if not_before is None or submission.submitted_at >= not_before
        else msgspec.structs.replace(submission, submitted_at=not_before)
        for submission in intake.submissions
    ]
    return intake, gradebook.add_submissions(course.id, submissions)


def pending_submissions(course: Course, gradebook: Gradebook) -> list[Submission]:
    """Give the submissions that have no result from the exercise's present version.

    Raises:
        CourseError: files are missing of an exercise that somebody handed in.
    """
    pending = gradebook.pending(course.id, course.versions, course.attempt_rules)
    require_graders(course, {submission.exercise for submission in pending})
    return pending


def require_graders(course: Course, exercises: Container[str]) -> None:
    """See that the files are there which grading these exercises needs.

    Raises:
        CourseError: with a line for each that is missing.
    """
    problems = [
        problem
        for exercise in course.exercises
        if exercise.id in exercises
        for problem in exercise.missing_files(hidden=True)
    ]
    if problems:
        raise CourseError(problems)


def grade_submissions(
    course: Course,
    pending: Sequence[Submission],
    gradebook: Gradebook,
    jobs: int,
    on_done: Callable[[int], None],
    make_executor: Callable[[int], Executor] | None = None,
) -> int:
    """Grade and record; gives how many could not be graded through the grader's own fault.

    Args:
        on_done: called with the number of results just recorded.
    """
    failed = 0
    for results in judge_submissions(course, pending, jobs, make_executor):
        gradebook.record(course.id, results)
        failed += sum(result.status is Status.ERROR for result in results)
        on_done(len(results))
    return failed


def prepare_workers() -> None:
    """Start what grading will need, to get ready while the class is taken in."""
    from grader.workers import start_server  # noqa: PLC0415 - checking does without worker processes

    start_server()
    begin_origin()


def start_workers(jobs: int) -> Executor:
    """Start processes of this machine in which student code can be judged; see in_worker.py."""
    from grader.workers import local_pool  # noqa: PLC0415 - checking does without worker processes

    return local_pool(jobs, functools.partial(have_twin_of, share_origin()))


class Workers:
    """What one command has its work done by; on this machine the same processes look through notebooks and then judge.

    Use it as a context manager; processes of this machine are started when somebody asks for them.

    Args:
        jobs: how many batches are under way at once; of a cluster, by default, as many as it has places for.
        cluster: address of a Dask scheduler, such as tcp://host:8786, whose workers are to do it.

    Raises:
        UsageError: no scheduler answers there, it has no workers, or Dask is not installed.
    """

    def __init__(self, jobs: int | None, cluster: str | None = None) -> None:
        self._cluster = cluster
        self._executor: Executor | None = None
        if cluster is not None:
            joined = _join(cluster)
            self._executor, jobs = joined, jobs or joined.places
            if not jobs:
                joined.shutdown()
                raise UsageError(f"the cluster at {cluster} has no workers")
        self.jobs = jobs or default_jobs()

    @property
    def helpers(self) -> Callable[[], Executor] | None:
        """Gives processes that look through notebooks; None where it takes longer to hand them over."""
        return self._start if self._cluster is None and self.jobs > 1 else None

    def _start(self) -> Executor:
        self._executor = self._executor or start_workers(self.jobs)
        return self._executor

    def hand_over(self, jobs: int) -> Executor:
        """Give them to somebody who ends them; the next time, others are started, as many as are asked for."""
        executor, self._executor = self._executor, None
        return executor or (start_workers(jobs) if self._cluster is None else _join(self._cluster))

    def __enter__(self) -> Workers:
        """Give itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End them, if nobody else does; at once, if something went wrong."""
        if self._executor is not None:
            from grader.dispatch import end_workers  # noqa: PLC0415 - checking does without worker processes

            end_workers(self._executor, at_once=kind is not None)


def _join(cluster: str) -> Cluster:
    from grader.cluster import Cluster  # noqa: PLC0415 - brings Dask, which is an extra

    return Cluster(cluster, start_workers)


def judge_submissions(
    course: Course,
    submissions: Sequence[Submission],
    jobs: int,
    make_executor: Callable[[int], Executor] | None = None,
) -> Iterator[list[Result]]:
    """Grade in workers and yield the results as they come, once for files that are the same; keeps nothing."""
    from grader.dispatch import Dispatch  # noqa: PLC0415 - checking does without worker processes

    work, give_up = functools.partial(judge_in_worker, course), functools.partial(_give_up, course)
    dispatch: Dispatch[First, Result] = Dispatch(make_executor or start_workers, work, give_up, jobs)
    alike = Alike(course, submissions)
    for results in dispatch.run(make_batches(alike.first, jobs)):
        yield list(alike.spread(results))


def make_batches(pending: Sequence[First], jobs: int) -> list[tuple[First, ...]]:
    """Cut the submissions into batches of whole students, ever smaller ones.

    Some hold loops that never end and take a hundred times as long as others: towards the end, who is done early finds
    something left to take.
    """
    by_student: dict[str, list[First]] = {}
    for one in pending:
        by_student.setdefault(one.submission.student, []).append(one)
    batches: list[tuple[First, ...]] = []
    batch: list[First] = []
    left = len(pending)
    least = min(MIN_BATCH, left / jobs)  # few as they may be, every worker gets some
    for ones in by_student.values():
        batch += ones
        if len(batch) >= min(MAX_BATCH, max(least, left / (4 * jobs))):
            batches.append(tuple(batch))
            left -= len(batch)
            batch = []
    return [*batches, tuple(batch)] if batch else batches


def default_jobs() -> int:
    """Give the number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _give_up(course: Course, one: First, reason: str) -> Result:
    from grader.judge import failed_result  # noqa: PLC0415 - rarely needed here

    return failed_result(as_batch(course, [one.submission]), one.submission, reason)
