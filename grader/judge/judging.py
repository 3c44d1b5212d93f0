"""Grading batches: which of them run together, and what is done about tests that hang or break off."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from grader.course import Exercise
from grader.judge.batch import Batch
from grader.judge.pytest_run import run_alone, run_together
from grader.judge.results import conclude, failed_result, invalid_result, settle
from grader.judge.trial import Trial
from grader.judge.watch import Watch, known_endless
from grader.model import OpenSession, Outcome, Result, SharedSessions, Submission
from grader.variant import EXAMPLE

# Exercises, by folder and version, that were found to want a run of pytest of their own; they are not tried again.
_APART: set[tuple[Path, str]] = set()


def judge_batches(
    batches: Sequence[Batch], open_alone: OpenSession, shared: SharedSessions, on_result: Callable[[Result], None]
) -> None:
    """Grade several exercises' batches, one student after the other where the tests allow it.

    Each submission gets the result that `judge_batch` would give it.

    Args:
        batches: each of another exercise.
        open_alone: opens sessions that have nothing to do with each other.
        shared: opens sessions that may take over the process of the same student's last.
    """
    left = [batch for batch in batches if batch.submissions]
    hung: set[str] = set()  # exercises with a test that did not end: whose fault that is, is found out by itself
    while together := [batch for batch in map(_readable, left) if _may_be_joined(batch, hung)]:
        done: set[int] = set()
        waiting: list[Trial] = []

        def finish(trial: Trial, done: set[int] = done, waiting: list[Trial] = waiting) -> None:
            done.add(id(trial.submission))
            _finish(trial, waiting, on_result)

        watch = Watch([batch.exercise for batch in together])
        run = run_together(together, shared, finish, watch)
        _reconsider(waiting, open_alone, on_result)
        left = [replace(one, submissions=tuple(s for s in one.submissions if id(s) not in done)) for one in left]
        if watch.hung:
            hung.add(watch.exercise.id)
        elif not run.apart:
            break
        _APART.update(_place(batch.exercise) for batch in together if batch.exercise.id in run.apart)
    for batch in left:
        if batch.submissions:
            judge_batch(batch, open_alone, on_result)


def judge_batch(batch: Batch, open_session: OpenSession, on_result: Callable[[Result], None]) -> None:
    """Grade every submission of the batch; hands each Result over as soon as it is known.

    A grader that raises on what a student returned is tried on the reference as well: where it works there, the
    student's value is to blame and the test failed; where it does not, the grader is, and the result is `error`.
    """
    for submission in batch.submissions:
        if submission.unreadable:
            on_result(invalid_result(batch, submission))
    waiting: list[Trial] = []
    left = list(_readable(batch).submissions)
    endless, harmless = known_endless(batch.exercise), set[str]()

    def finish(trial: Trial) -> None:
        left[:] = [one for one in left if one is not trial.submission]
        _finish(trial, waiting, on_result)

    while left:
        watch = Watch([batch.exercise], harmless, stops=batch.hidden)
        run = run_alone(replace(batch, submissions=tuple(left)), open_session, finish, watch)
        if run.problem:
            for submission in left:
                on_result(failed_result(batch, submission, run.problem))
            break
        if watch.hung:
            control = _control_outcomes(batch, open_session)
            ends = {outcome for (_, name), outcome in control.items() if name == watch.hung} == {Outcome.PASSED}
            (harmless if ends else endless).add(watch.hung)
    _reconsider(waiting, open_session, on_result)


def _may_be_joined(batch: Batch, hung: set[str]) -> bool:
    exercise = batch.exercise
    return bool(batch.submissions) and batch.hidden and exercise.id not in hung and _place(exercise) not in _APART


def _place(exercise: Exercise) -> tuple[Path, str]:
    return exercise.root, exercise.version


def _readable(batch: Batch) -> Batch:
    return replace(batch, submissions=tuple(one for one in batch.submissions if not one.unreadable))


def _finish(trial: Trial, waiting: list[Trial], on_result: Callable[[Result], None]) -> None:
    """Hand the result over, unless the reference has to be asked first."""
    if trial.suspects and trial.batch.hidden:
        waiting.append(trial)
    else:
        on_result(conclude(trial, trial.tests))


def _reconsider(waiting: list[Trial], open_session: OpenSession, on_result: Callable[[Result], None]) -> None:
    """Hand over what waited for the reference's outcomes, of each exercise in its turn."""
    waiting.sort(key=lambda trial: trial.batch.exercise.id)
    for _, trials in groupby(waiting, key=lambda trial: trial.batch.exercise.id):
        first, *others = trials
        control = _control_outcomes(first.batch, open_session)
        for trial in (first, *others):
            on_result(conclude(trial, settle(trial, control)))


def _control_outcomes(batch: Batch, open_session: OpenSession) -> dict[tuple[bool, str], Outcome]:
    """Grade the reference as if a student had handed it in; gives what became of each test, hidden or not."""
    content = batch.exercise.reference.read_bytes()
    first = batch.submissions[0]
    reference = Submission(
        student="reference",
        exercise=batch.exercise.id,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        submitted_at=first.submitted_at,
    )
    outcomes: dict[tuple[bool, str], Outcome] = {}
    # The reference is worked out for the example's numbers.
    whole = replace(batch, submissions=(reference,), stop_early=False, numbers_of=EXAMPLE)

    def note(trial: Trial) -> None:
        outcomes.update(((test.hidden, test.id), test.outcome) for test in trial.tests)

    while not outcomes:
        watch = Watch([batch.exercise])
        if run_alone(whole, open_session, note, watch).problem:
            break
        if watch.hung:  # what hangs here does so for everybody; the run must still come to its end
            known_endless(batch.exercise).add(watch.hung)
    return outcomes
