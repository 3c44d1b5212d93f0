"""One batch: pytest's start-up is paid once, its session runs over all the submissions."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from grader import __version__
from grader.course import Exercise
from grader.judge.plugin import BatchPlugin
from grader.judge.seeds import derive_seed
from grader.judge.trial import Trial
from grader.judge.verdict import blame_student
from grader.judge.watch import Watch
from grader.model import OpenSession, Outcome, Result, Status, Submission, TestResult, score
from grader.variant import EXAMPLE

# What a batch does without: nobody reads pytest's report, and the sandbox captures what a student prints.
_LEFT_OUT = (
    "cacheprovider", "doctest", "faulthandler", "grader", "junitxml", "logging", "pastebin", "setuponly", "setupplan",
    "stepwise", "unraisableexception", "threadexception", "warnings",
)  # fmt: skip


# By exercise version, the tests that hung on the reference itself; a worker that knows them does not begin them again.
_ENDLESS: dict[str, set[str]] = {}


@dataclass(frozen=True, slots=True)
class Batch:
    """Submissions of one exercise, and which tests they get: all, or (hidden=False) those that students have.

    Args:
        stop_early: for who asks only whether points are lost: the rest of a submission's tests is left out then.
        numbers_of: whose numbers are used where they differ by student, if not each submission's own student's.
    """

    course_id: str
    exercise: Exercise
    submissions: tuple[Submission, ...]
    hidden: bool = True
    stop_early: bool = False
    numbers_of: str | None = None


def judge_batch(batch: Batch, open_session: OpenSession, on_result: Callable[[Result], None]) -> None:
    """Grade every submission of the batch; hands each Result over as soon as it is known.

    A grader that raises on what a student returned is tried on the reference as well: where it works there, the
    student's value is to blame and the test failed; where it does not, the grader is, and the result is `error`.
    """
    readable = tuple(submission for submission in batch.submissions if not submission.unreadable)
    for submission in batch.submissions:
        if submission.unreadable:
            on_result(_result(batch, submission, (), Status.INVALID, submission.unreadable))
    waiting: list[Trial] = []
    left = list(readable)
    endless, harmless = _ENDLESS.setdefault(batch.exercise.version, set()), set[str]()

    def finish(trial: Trial) -> None:
        left[:] = [one for one in left if one is not trial.submission]
        if trial.suspects and batch.hidden:
            waiting.append(trial)
        else:
            on_result(_conclude(batch, trial, trial.tests))

    while left:
        watch = Watch(batch.exercise.limits, endless, harmless, stops=batch.hidden)
        failures = _run(batch, tuple(left), open_session, finish, watch)
        if failures:
            for submission in left:
                on_result(failed_result(batch, submission, failures))
            break
        if watch.hung:
            ends = _control_outcomes(batch, open_session).get(watch.hung) is Outcome.PASSED
            (harmless if ends else endless).add(watch.hung)
    if waiting:
        control = _control_outcomes(batch, open_session)
        for trial in waiting:
            on_result(_conclude(batch, trial, _settle(trial, control)))


def _run(
    batch: Batch,
    submissions: tuple[Submission, ...],
    open_session: OpenSession,
    on_trial: Callable[[Trial], None],
    watch: Watch,
) -> str:
    """Run the exercise's tests; give why they could not be run at all, else nothing.

    The run ends early when a test hangs and nobody knows yet whose fault it is; `watch.hung` is that test.
    """
    exercise = batch.exercise
    missing = exercise.missing_files(hidden=batch.hidden)
    if missing:
        return "; ".join(str(problem) for problem in missing)
    stdout, stderr = sys.stdout, sys.stderr

    def hand_over(trial: Trial) -> None:
        with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr):  # the caller may print
            on_trial(trial)

    names = (batch.course_id, exercise.id)
    plugin = BatchPlugin(
        exercise, names, submissions, open_session, hand_over, watch, batch.stop_early, batch.numbers_of
    )
    files = [exercise.visible_tests, *([exercise.hidden_tests] if batch.hidden else [])]
    printed = io.StringIO()
    with _quiet(printed), _modules_of(exercise.root), watch.clock.running():
        pytest.main([*_options(exercise.root), *map(str, files)], plugins=[plugin, watch])
    if plugin.interrupted:
        raise KeyboardInterrupt
    if plugin.failures:
        return f"the graders of {exercise.id} cannot be loaded: " + "\n".join(plugin.failures)
    if plugin.ended != len(submissions) and not watch.hung:
        return f"the graders of {exercise.id} did not run: {printed.getvalue()[-2000:]}"
    return ""


def _options(root: Path) -> list[str]:
    return [
        "--import-mode=importlib", "--rootdir", str(root), f"--confcutdir={root}", "-c", os.devnull,
        "-qq", "--no-header", "--no-summary", "--capture=no", "--color=no", "--assert=rewrite", "-o", "addopts=",
        *(option for name in _LEFT_OUT for option in ("-p", f"no:{name}")),
    ]  # fmt: skip


@contextlib.contextmanager
def _quiet(printed: io.StringIO) -> Iterator[None]:
    """Keep a grader's own prints and warnings off the terminal, other people's plugins out, its folder clean."""
    autoload, bytecode = os.environ.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD"), sys.dont_write_bytecode
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.dont_write_bytecode = True
    try:
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        sys.dont_write_bytecode = bytecode
        if autoload is None:
            os.environ.pop("PYTEST_DISABLE_PLUGIN_AUTOLOAD", None)
        else:
            os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = autoload


@contextlib.contextmanager
def _modules_of(root: Path) -> Iterator[None]:
    """Forget the test modules afterwards: the next course's may have the same names.

    Not what is installed below the course's folder, as an environment of the student's own is, nor ourselves: to load
    those again costs a check more than the rest of it.
    """
    installed = Path(sys.prefix)
    before = set(sys.modules)
    try:
        yield
    finally:
        for name in set(sys.modules) - before:
            file = getattr(sys.modules[name], "__file__", None)
            ours = name.partition(".")[0] == "grader" or (file and Path(file).is_relative_to(installed))
            if file and not ours and Path(file).is_relative_to(root):
                del sys.modules[name]


def _control_outcomes(batch: Batch, open_session: OpenSession) -> dict[str, Outcome]:
    """Grade the reference as if a student had handed it in."""
    content = batch.exercise.reference.read_bytes()
    first = batch.submissions[0]
    reference = Submission(
        student="reference",
        exercise=batch.exercise.id,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        submitted_at=first.submitted_at,
    )
    outcomes: dict[str, Outcome] = {}
    whole = replace(batch, stop_early=False, numbers_of=EXAMPLE)  # the reference is worked out for these numbers
    # What hangs here does so for everybody; the run must still come to its end.
    endless = _ENDLESS.setdefault(batch.exercise.version, set())
    while not outcomes:
        watch = Watch(batch.exercise.limits, endless)

        def note(trial: Trial) -> None:
            outcomes.update((test.id, test.outcome) for test in trial.tests)

        if _run(whole, (reference,), open_session, note, watch):
            break
        if watch.hung:
            endless.add(watch.hung)
    return outcomes


def _settle(trial: Trial, control: dict[str, Outcome]) -> list[TestResult]:
    settled = []
    for test in trial.tests:
        verdict = trial.suspects.get(test.id)
        if verdict is not None and control.get(test.id) is Outcome.PASSED:
            blamed = blame_student(verdict)
            test = msgspec.structs.replace(  # noqa: PLW2901 - the settled one takes its place
                test, outcome=blamed.outcome, message=blamed.message, detail=blamed.detail, diagnosis=blamed.diagnosis
            )
        settled.append(test)
    return settled


def _conclude(batch: Batch, trial: Trial, tests: list[TestResult]) -> Result:
    if trial.invalid:
        return _result(batch, trial.submission, tuple(tests), Status.INVALID, trial.invalid)
    failed = [test for test in tests if test.outcome is Outcome.ERROR]
    if failed:
        named = "; ".join(f"{test.id}: {test.message}" for test in failed)
        return _result(batch, trial.submission, tuple(tests), Status.ERROR, named)
    return _result(batch, trial.submission, tuple(tests), Status.GRADED, "")


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
