"""From a submission's tests to its result: whose fault each ending was, and what it is worth."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from grader import __version__
from grader.judge.batch import Batch
from grader.judge.seeds import derive_seed
from grader.judge.trial import Trial
from grader.judge.verdict import blame_student
from grader.model import Outcome, Result, Status, Submission, TestResult, score


def settle(trial: Trial, control: dict[tuple[bool, str], Outcome]) -> list[TestResult]:
    """Give the tests once it is known what the reference makes of those that broke off: the student's fault, or ours.

    Args:
        control: how each test, hidden or not, ended on the reference.
    """
    settled = []
    for test in trial.tests:
        verdict = trial.suspects.get((test.hidden, test.id))
        if verdict is not None and control.get((test.hidden, test.id)) is Outcome.PASSED:
            blamed = blame_student(verdict)
            test = msgspec.structs.replace(  # noqa: PLW2901 - the settled one takes its place
                test, outcome=blamed.outcome, message=blamed.message, detail=blamed.detail, diagnosis=blamed.diagnosis
            )
        settled.append(test)
    return settled


def conclude(trial: Trial, tests: list[TestResult]) -> Result:
    """Give the result of a submission whose tests have ended so."""
    batch = trial.batch
    if trial.invalid:
        return _result(batch, trial.submission, tuple(tests), Status.INVALID, trial.invalid)
    failed = [test for test in tests if test.outcome is Outcome.ERROR]
    if failed:
        named = "; ".join(f"{test.id}: {test.message}" for test in failed)
        return _result(batch, trial.submission, tuple(tests), Status.ERROR, named)
    if batch.hidden and not any(test.max_points for test in tests):
        pointless = f"no test of {batch.exercise.id} gives points: each is worth 0, or skipped"
        return _result(batch, trial.submission, tuple(tests), Status.ERROR, pointless)
    return _result(batch, trial.submission, tuple(tests), Status.GRADED, "")


def invalid_result(batch: Batch, submission: Submission) -> Result:
    """Give the result of a submission that could not be read; its sentence says why."""
    return _result(batch, submission, (), Status.INVALID, submission.unreadable)


def failed_result(batch: Batch, submission: Submission, message: str) -> Result:
    """Give the result of a submission that could not be graded through no fault of its own."""
    return _result(batch, submission, (), Status.ERROR, message)


def _result(
    batch: Batch, submission: Submission, tests: tuple[TestResult, ...], status: Status, message: str
) -> Result:
    points = {Status.ERROR: None, Status.INVALID: Decimal("0.00")}.get(status, score(tests, batch.exercise.points))
    return Result(
        student=submission.student,
        exercise=submission.exercise,
        sha256=submission.sha256,
        submitted_at=submission.submitted_at,
        status=status,
        points=points,
        max_points=batch.exercise.points,
        tests=tests,
        message=message,
        exercise_version=batch.exercise.version,
        toolkit_version=__version__,
        seed=derive_seed(batch.course_id, batch.exercise.id),
    )
